"""Lines that a sentence says to be nought: 因公出国（境）费、公务接待费均为零, 未发生公务接待费, 无公务用车购置."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from ..model.amounts import COLUMN_LABELS, COLUMNS
from ..model.form import line_of
from ..model.line_names import known_names
from ..model.lines import Line
from ..model.names import OwnNames
from .chapters import PlacedParagraph
from .found import FoundFigure
from .owners import is_of_other_column, is_title_of_others, why_not_whole_year, without_own_name
from .years import years_said

_SENTENCE: Final = re.compile(r"[^。；;\n]+[。；;]?")
_ALL: Final = re.compile(
    r"(?:[，,]?(?:上述|以上|前述|这)?[各两三四几]?[项类]?(?:支出|经费|费用|金额|数)?)?"
    r"(?P<all>(?P<both>全部|[均都])"
    r"(?:[为是](?:零|〇|0(?:\.0+)?)(?:万?元|[人个辆次]|批次|人次)?|无(?:支出|发生)?|没有(?:支出|发生)|未(?:支出|发生))"
    r"|[为是](?:零|〇|0(?:\.0+)?)(?:万?元)?)"
    r"(?=[，,。；;）)]|$)"
)
#: 没有发生…: in front of what there was none of; and what may stand behind its name.
_NONE: Final = re.compile(
    "(?:没有|未|无|并无)(?:实际|新)?(?:发生|产生|安排|开展|支出|列支|开支|使用|购置)?(?:过|任何)?"
)
_NONE_ENDS: Final = re.compile("(?:支出|开支|费用|经费|情况|活动|任务|事项|业务|团组)?(?=[，,。；;）)、]|[和及与]|$)")
#: What happened less than all: 年初未安排…，实际支出2万元.
_THEN: Final = re.compile(r"(?:但|而|实际|年中|后来?|决算|支出)[^。；]*\d")
#: What sentences call such lines where they tell of the matter and not of money.
_MATTERS: Final[Mapping[str, str]] = {
    "因公出国（境）": "overseas_visits", "因公出国(境)": "overseas_visits", "因公出国": "overseas_visits",
    "公务接待": "official_receptions", "公务用车购置": "vehicle_purchase", "公务用车": "vehicle_purchase",
    "公车购置": "vehicle_purchase",
}  # fmt: skip  # a table
_BOUGHT: Final = frozenset({"公务用车"})
_BETWEEN: Final = re.compile("(?:[、，,]|以及|和|及|与)+$")
#: What may stand before the first name; any other word makes another thing of it: 某股公务接待费.
_BEGINS: Final = re.compile(
    r"(?:^|[，,。；;：:）)（(]|\d[万亿千]?元、|其中|包括|本年度?|全年|20\d\d年度?|[我本](?:局|单位|委))$"
)
#: What may stand in a clause before them that changes nothing: the year, the unit itself, 其中.
_PLAIN: Final = re.compile("(?:20[0-9]{2}年度?|本年度?|全年|其中|包括|[我本](?:局|单位|部门|委)|\\s)*")
#: “三公”经费支出3万元: a clause that says a figure of a line and nothing more; or announces them: “三公”经费支出情况.
_SAYS_FIGURE: Final = re.compile(
    r"(?:支出|费用?|决算|实际|总额|合计|发生|购置|数|为|共|计|总)*(?:情况"
    r"|\d+(?:[, \u3000\u00a0]\d{3})*(?:\.\d+)?\s*(?:[亿万千]?元|[个辆台人次]|批次|人次))"
)
_JOINTS: Final = re.compile("[、和及与]|以及")
_STOPS: Final = re.compile(r"[，：:、；;（(）)]|,(?!\d)")
_NOT_PLAIN: Final = "前面还有别的话，没有写明是不是本单位全年的决算"
_OTHER_COLUMN_DOUBT: Final = "这一句写到上年、预算或者计划，没有写明是不是决算"
#: Parts that are called the same in another whole.
_OF_SEVERAL: Final = (("收支", "基本支出", "其中"), ("财政拨款", "基本支出", "其中"), ("收支", "本年收入合计", "其中"))
#: No name is longer.
_LONGEST: Final = 30


def find_noughts(
    paragraph: PlacedParagraph, year: int, own_names: tuple[str, ...] = (), extra: OwnNames = ()
) -> Iterator[FoundFigure]:
    """The lines of which a paragraph says that all of them are nought, each of them by its full name.

    Args:
        paragraph: with its place.
        year: the report's.
        own_names: what the unit is called.
        extra: a bureau's names of lines.
    """
    own_names = tuple(sorted(own_names, key=len, reverse=True))
    for part in _SENTENCE.finditer(paragraph.text):
        sentence, before = part[0], re.split("[。\n]", paragraph.text[: part.start()])[-1]
        is_other = is_title_of_others(sentence, own_names) or why_not_whole_year(sentence, own_names)
        if is_other or years_said(sentence) - {year}:
            continue
        for said in _ALL.finditer(sentence):
            ends = (said.start("all"), said.start())
            leads = (_lines_at_end(sentence[:end], own_names, extra) for end in ends)
            lines, lead = next(filter(None, leads), ((), ""))
            doubt = _OTHER_COLUMN_DOUBT if is_of_other_column(sentence[: said.start()]) else ""
            doubt = doubt or ("" if _is_plain(before, lead, own_names, extra) else _NOT_PLAIN)
            for line in lines if said["both"] or len(lines) == 1 else ():
                yield _nought(line, sentence, paragraph, doubt)
        if _is_plain(before, "", own_names, extra):
            yield from (_nought(line, sentence, paragraph) for line in _not_there(sentence, own_names, extra))


def _nought(line: Line, sentence: str, paragraph: PlacedParagraph, doubt: str = "") -> FoundFigure:
    label = COLUMN_LABELS["actual"] if line.columns == COLUMNS else ""
    return FoundFigure(line.path, label, Decimal(0), sentence.strip(), paragraph.place, doubt=doubt)


def _not_there(sentence: str, own_names: tuple[str, ...], extra: OwnNames) -> Iterator[Line]:
    """The lines of which a sentence says that the unit had none in the whole year: 本年未发生公务接待费."""
    lead, told = "", 0
    for none in _NONE.finditer(sentence):
        lead += sentence[told : none.start()]
        told = none.start()
        is_of_year = not _without_plain(_STOPS.split(lead)[-1], own_names) and _is_plain("", lead, own_names, extra)
        if not is_of_year or is_of_other_column(lead):
            continue
        lines, at = list[Line](), none.end()
        while found := _called_at(sentence, at, extra, is_bought="购置" in none[0]):
            lines.append(found[0])
            at = found[1]
            if not (joint := _JOINTS.match(sentence, at)):
                break
            at = joint.end()
        if lines and not _THEN.search(sentence, at):
            told = at  # a clause that says this of one line says nothing against the next
            yield from lines


def _called_at(sentence: str, at: int, extra: OwnNames, *, is_bought: bool) -> tuple[Line, int] | None:
    """The line that is named at a place, by the longest name that ends there, and where what belongs to it ends."""
    known = known_names(extra)
    for end in range(min(len(sentence), at + _LONGEST), at, -1):
        name = sentence[at:end]
        lines = (line_of(_MATTERS[name]),) if name in _MATTERS else known.get(name, ())
        is_one = len(lines) == 1 and lines[0].path[:3] not in _OF_SEVERAL and (name not in _BOUGHT or is_bought)
        if is_one and (behind := _NONE_ENDS.match(sentence, end)):
            return lines[0], behind.end()
    return None


def _is_plain(before: str, lead: str, own_names: tuple[str, ...], extra: OwnNames) -> bool:
    """Whether the clauses of a sentence up to the names are of the unit's whole year.

    Args:
        before: the sentence's parts before the last ；, of which the first clause says whose they are.
        lead: the words before the names in the part in which these stand.
        own_names: what the unit is called, the longest first.
        extra: a bureau's names of lines.
    """
    clauses = [*_STOPS.split(before)[:1], *_STOPS.split(lead)]
    return all(_is_plain_clause(clause, own_names, extra) for clause in clauses)


def _is_plain_clause(clause: str, own_names: tuple[str, ...], extra: OwnNames) -> bool:
    words = _without_plain(clause, own_names)
    known = known_names(extra)
    names = (words[:end] for end in range(1, len(words) + 1))
    rests = [words.removeprefix(name) for name in names if name in known or name == "公务接待"]
    return not words or any(not rest or _SAYS_FIGURE.fullmatch(rest) for rest in rests)


def _without_plain(clause: str, own_names: tuple[str, ...]) -> str:
    """A clause without the year and the unit's own name, in whatever order they begin it."""
    rest = _PLAIN.sub("", without_own_name(clause, own_names), count=1)
    return rest if rest == clause else _without_plain(rest, own_names)


def _lines_at_end(words: str, own_names: tuple[str, ...], extra: OwnNames) -> tuple[tuple[Line, ...], str] | None:
    """The lines whose names, one after the other, ``words`` end with, and what stands before; else None."""
    known, found = known_names(extra), list[Line]()
    while name := _name_at_end(words, known):
        if len(known[name]) != 1 or known[name][0].path[:3] in _OF_SEVERAL:
            return None
        found.append(known[name][0])
        words = words.removesuffix(name)
        if not _name_at_end(_BETWEEN.sub("", words), known) or not _BETWEEN.search(words):
            clause = _STOPS.split(words)[-1]
            is_own = bool(clause) and not _without_plain(clause, own_names)
            return (tuple(found), words) if is_own or _BEGINS.search(words) else None
        words = _BETWEEN.sub("", words)
    return None


def _name_at_end(words: str, known: Mapping[str, tuple[Line, ...]]) -> str:
    """The longest name that ``words`` end with; "" where there is none."""
    return next((words[at:] for at in range(max(0, len(words) - _LONGEST), len(words)) if words[at:] in known), "")
