"""A report's text damaged as scans and copies damage it: a figure is right, asked about or missing, and never wrong.

Blanks in words and numbers, lines broken anywhere or of one width, thousands parted by commas or blanks, 元 for 万元.
"""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from gongkai.importer.finding import Known, find_all
from gongkai.importer.reading import read_document
from gongkai.importer.settling import Settled, settle
from gongkai.model.problem import KeyPath

Figures = dict[KeyPath, Decimal]
_VEHICLES: Final = ("三公经费", "其中", "公务用车购置及运行维护费", "其中")
_TEXT: Final = """云溪市演示区财政局2023年度部门整体支出绩效自评报告

一、部门基本情况

我局内设{内设机构}个机构，编制数{编制数}名，年末在职人员{在职人员}人，离退休{离退休}人。

二、部门整体支出情况

2023年收入总计{收入总计}，支出总计{支出总计}。其中：基本支出{基本支出}，项目支出{项目支出}，年末结转和结余{年末结转和结余}。

基本支出中，工资福利支出{工资福利支出}，商品和服务支出{商品和服务支出}，对个人和家庭的补助{对个人和家庭的补助}。

三、“三公”经费情况

2023年“三公”经费支出{三公经费}，其中公务接待费{公务接待费}，公务用车运行维护费{公务用车运行维护费}，因公出国（境）费、公务用车购置费均为零。\
全年国内公务接待{国内公务接待批次}批次、{国内公务接待人次}人次。

四、自评结论

经自评，得分{自评得分}分，等级为“优”。
"""
_COUNTS: Final[dict[str, KeyPath]] = {
    **{name: ("人员", name) for name in ("内设机构", "编制数", "在职人员", "离退休")},
    **{name: ("三公经费", "数量", name) for name in ("国内公务接待批次", "国内公务接待人次")},
}
_AMOUNTS: Final[dict[str, KeyPath]] = {
    **{name: ("收支", name) for name in ("收入总计", "支出总计", "基本支出", "项目支出", "年末结转和结余")},
    **{name: ("收支", "基本支出", "其中", name) for name in ("工资福利支出", "商品和服务支出", "对个人和家庭的补助")},
    "三公经费": ("三公经费",),
    "公务接待费": ("三公经费", "其中", "公务接待费"),
    "公务用车运行维护费": (*_VEHICLES, "公务用车运行维护费"),
}
_WHOLES: Final = ("收入总计", "支出总计")
_NOUGHTS: Final = (("三公经费", "其中", "因公出国（境）费", "决算"), (*_VEHICLES, "公务用车购置费", "决算"))
WRITTEN: Final = ("{:f}万元", "{:,}元", "{:}元", " {:}元")


def report(rng: random.Random) -> tuple[str, Figures]:
    """A text, and every figure that it states, 万元."""
    way, words, figures = rng.choice(WRITTEN), dict[str, str](), Figures()
    for name, path in _AMOUNTS.items():
        least = 10**6 if name in _WHOLES else 1  # a part that is many times its whole is asked about
        value = figures[*path, "决算"] = Decimal(rng.randint(least, 10**7)) / 100
        yuan = int(value * 10000)
        words[name] = (
            f"{yuan:,}元".replace(",", " ") if way[0] == " " else way.format(yuan if "万" not in way else value)
        )
    for name, path in _COUNTS.items():
        figures[path] = Decimal(rng.randint(1, 99))
        words[name] = str(figures[path])
    score = figures["绩效", "自评得分"] = Decimal(rng.randint(800, 999)) / 10
    return _TEXT.format(**words, 自评得分=score), figures | dict.fromkeys(_NOUGHTS, Decimal(0))


def damaged(text: str, rng: random.Random, marks: str, often: float) -> str:
    """A text with blanks or line ends in it anywhere."""
    return "".join(letter + (rng.choice(marks) if rng.random() < often else "") for letter in text)


def wrapped(text: str, width: int) -> str:
    """A text whose paragraphs are cut into lines of one width."""
    return "\n\n".join(
        "\n".join(paragraph[at : at + width] for at in range(0, len(paragraph), width))
        for paragraph in text.split("\n\n")
    )


def read(text: str) -> Settled:
    """What an import makes of a text."""
    known = Known(2023, None, ("云溪市演示区财政局", "区财政局"))
    return settle([("", found) for found in find_all(read_document("报告.txt", text.encode()), known)])


def certain(settled: Settled) -> Figures:
    """The figures that are written."""
    return {path: Decimal(value) for path, value in settled.values.items() if isinstance(value, Decimal | int)}


@given(st.integers(0, 2**32))
def test_an_undamaged_text_is_read_whole(seed: int) -> None:
    text, figures = report(random.Random(seed))
    assert certain(read(text)) == figures


MARKS = st.sampled_from([" ", "\n", " \n", " \u3000\u00a0"])


@given(st.integers(0, 2**32), MARKS, st.sampled_from([0.01, 0.03, 0.1, 0.3]))
def test_damage_makes_no_figure_wrong(seed: int, marks: str, often: float) -> None:
    rng = random.Random(seed)
    text, figures = report(rng)
    found = certain(read(damaged(text, rng, marks, often)))
    assert found.items() <= figures.items()


@given(st.integers(0, 2**32), st.integers(12, 60))
def test_lines_of_one_width_make_no_figure_wrong(seed: int, width: int) -> None:
    text, figures = report(random.Random(seed))
    assert certain(read(wrapped(text, width))).items() <= figures.items()
