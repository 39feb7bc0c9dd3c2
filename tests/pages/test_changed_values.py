"""Of a correction of many values the figures are told before the words, wherever only some are shown."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from gongkai.model.correction import ChangedValue, Correction
from gongkai.pages.parts.corrections import changes_words, figures_first

FIGURES = ("146", "3.20", "-1.00", "1,234.50", "≥95%", "120次")
TEXTS = ("国内公务接待18批次、146人次。", "优", "2023年完成3项。")


def value(item: int, before: str | None, after: str | None) -> ChangedValue:
    """A changed value."""
    return ChangedValue.model_validate({"项目": f"第{item}项", "原来": before, "现在": after})


SIDES = st.sampled_from(FIGURES) | st.sampled_from(TEXTS) | st.none()


@given(st.lists(st.tuples(SIDES, SIDES), max_size=8), st.integers(1, 4))
def test_figures_come_first_and_each_kind_stays_in_its_order(
    sides: list[tuple[str | None, str | None]], most: int
) -> None:
    changed = tuple(value(at, *pair) for at, pair in enumerate(sides))
    figures = [one for one in changed if {one.before, one.after} & {*FIGURES}]
    wanted = [*figures, *(one for one in changed if one not in figures)]
    assert figures_first(changed) == wanted
    entry = Correction.model_validate({"日期": date(2024, 1, 2), "内容": "改", "原因": "错", "改动": changed})
    assert [line.partition("：")[0] for line in changes_words(entry).split("\n") if line] == [
        one.item for one in changed
    ]
    assert [one.item for one in wanted[:most]] == [
        line.partition("：")[0] for line in changes_words(entry, most).split("\n")[:most] if line
    ]
