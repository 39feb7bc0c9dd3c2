"""Words for an increase or a decrease, and the nouns of its rate, with the way they go."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

MORE: Final = (
    "多花|多用|多拨|多收|增拨|剧增|猛增|递增|调增|核增|增加|增长|上升|提高|上涨|超出|超过|超支|多出|高出|升了|涨了|"
    "增支|增收|净增|多支出|多支|扩大|略增|微增|上浮|攀升|走高|增多|回升|抬升|上调|激增|陡增|多列支|多开支"
)
LESS: Final = (
    "少花|少用|少拨|少收|锐减|骤减|调减|核减|节支|减少|下降|降低|节约|节省|下跌|压减|压缩|净减|减支|减收|"
    "少支出|少支|回落|缩减|略减|微降|略降|压降|下滑|下浮|走低|下调|缩小|递减|减低|核压|省下|省出|省了|降了|减了|少列支|少开支|净减少"
)
#: Nouns of a rate; 0 where the sign of the figure says it. Any of the verbs makes another: 超支幅度, 压缩比例.
UP_NOUNS: Final = "增幅|涨幅|升幅|超幅|增长率|增加率|增速|超支率|增支率|增收率|净增率|上涨率|上升率|超出率"
DOWN_NOUNS: Final = (
    "减幅|降幅|跌幅|缩幅|下降率|减少率|降低率|压减率|节约率|节支率|压缩率|压降率|缩减率|减支率|减收率|结余率|节余率"
)
EITHER_NOUNS: Final = "变动率|变化率|差异率|增减率|增减幅度|变动幅度|变化幅度"
#: What makes a noun of a verb.
NOUN_ENDINGS: Final = ("幅度", "比例")
WAYS: Final[Mapping[str, int]] = {
    word: way
    for way, words in ((1, f"{MORE}|{UP_NOUNS}"), (-1, f"{LESS}|{DOWN_NOUNS}"), (0, EITHER_NOUNS))
    for word in words.split("|")
} | {"多": 1, "增": 1, "高": 1, "少": -1, "减": -1, "低": -1}
OVER: Final[Mapping[str, int]] = {
    "超": 1,
    "超出": 1,
    "超过": 1,
    "突破": 1,
    "离": -1,
    "超支": 1,
    "高于": 1,
    "多于": 1,
    "大于": 1,
    "小于": -1,
    "低于": -1,
    "少于": -1,
}


def way_of(word: str) -> int:
    """1 for more, −1 for less, 0 where the sign of the figure says it."""
    return WAYS[stem(word)]


def stem(word: str) -> str:
    """The verb in a noun of a rate: 超支幅度 → 超支."""
    return word[:-2] if word not in WAYS and word.endswith(NOUN_ENDINGS) else word
