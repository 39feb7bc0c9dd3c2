"""Damage that comes of reading alone, mended: characters, numbers and words that a file breaks or spaces out.

Only what can mean nothing else is mended. What a slip of the pen means (≦ for ≤, 在公经费) is for those who know the
forms to say; here no word becomes another one.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import Final

from ..model.text import UNSEEN
from .document import Grid, Paragraph

#: Stands for a character that only the font of the file could show; U+FFFD, which nobody takes for a word.
UNKNOWN: Final = "\ufffd"
# Radicals that stand for whole characters in many PDF files, and that NFKC leaves alone; the others it knows.
_RADICALS: Final = dict(
    zip(
        "⺁⺄⺈⺌⺍⺕⺗⺘⺙⺠⺢⺩⺪⺫⺬⺭⺮⺯⺰⺳⺶⺷⺸⺹⺺⺻⺼⺽⺾⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰",
        "厂乙刀小小彐心手攵民水王疋目示示竹糸糸网羊羊羊老聿聿肉臼草草虎衣西西见角角讠贝足车辶钅長镸长门阜雨青韦页风飞食食饣食马骨鬼鱼鸟卤麦黄黾齐齿龙",
        strict=True,
    )
)
_FULL_WIDTH: Final = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code - 0xFEE0).isalnum()}
_COMPATIBLE: Final = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")
_SPACES: Final = re.compile(r"[^\S\n]+")
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufff9-\ufffb]")
_PRIVATE: Final = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]+")
_BULLET: Final = re.compile(rf"^[{UNKNOWN}\u25cf\u25cb\u25aa\u25a0\u25c6\u2022\u27a2\u2713]\s*(?=\S)")
_HAN: Final = r"[\u4e00-\u9fff]"
# 三 公 经 费: letters of one word, each alone; two alone are a word only where they are all that a cell says.
_SPACED_OUT: Final = re.compile(rf"{_HAN}(?: {_HAN}){{3,}}|(?<!{_HAN})(?<!{_HAN} ){_HAN}(?: {_HAN}){{2}}(?! ?{_HAN})")
_SPACED_CELL: Final = re.compile(rf"{_HAN}(?: +{_HAN})+(?=$|[（(：:])")
# 在 职人 员: a letter alone beside a blank and another letter; 一 may number something. So only scans are spaced.
_ALONE: Final = re.compile(
    rf"(?<![^\s，。；：、（）“”])(?![一二三四五六七八九十]){_HAN}(?= {_HAN})"
    rf"|(?<={_HAN} )(?![一二三四五六七八九十]){_HAN}(?=[\s，。；：、）”]|$)"
)
# Blanks of a scan: between letters, and between a letter and a number; not before a label of its own (电话：…).
_OF_SCAN: Final = re.compile(
    rf"(?<={_HAN})[ ](?={_HAN})(?![ ]?[\u4e00-\u9fff ]{{2,12}}[：:])|(?<={_HAN})[ ](?=\d)|(?<=\d)[ ](?={_HAN})"
    rf"|(?<=[，。；：、（“])[ ](?=[\d\u4e00-\u9fff“])|(?<=[\d\u4e00-\u9fff])[ ](?=[，。；：、）”])"
)
# 812. 40万元: the space is the line end of a file before this one. A number of a list is never after a letter.
_BROKEN: Final = re.compile(
    rf"(?:(?<={_HAN})|(?<={_HAN} ))(\d+(?:,\d{{3}})*)(?:\.[ \n]+|[ \n]+\.)(\d+)"
    r"(?=\s*(?:[%％]|万元|亿元|千元|元|个百分点))"
)
_BROKEN_GROUP: Final = re.compile(r"(?<![\d.,])(\d{1,3}),[ \n]+(\d{3})(?=[,.]?\d|\s*(?:万元|亿元|元))")
_SPACED_YEAR: Final = re.compile(r"(?<![\d.] )(?<![\d.])2 ?0 ?[012] ?\d(?= ?年)")
_EXTRA_POINT: Final = re.compile(r"(?<![\d.])(\d+\.\d+)\.(?=\s*(?:[%％]|万元|亿元|千元|元|[，。；、）)]))")
_BROKEN_YEAR: Final = re.compile(r"(?<![\d.\n])2\s?0\s?[012]\s?\d(?=\s?年)")
_POINT: Final = re.compile(r"(?<=\d)．(?=\d)")
_MINUS: Final = re.compile(r"^[－−—–](?=\d)")
_MEASURE: Final = r"[%％‰]|万元|亿元|千元|元|人次|人|个|辆|批次|批|次|分|平方米|㎡"
_CELL_NUMBER: Final = re.compile(
    rf"(?P<sign>[-－−–+＋]?\s*)(?P<whole>\d{{1,3}}(?:[,，]\s*\d{{3}})+|\d+)"
    rf"(?:\s*\.\s*(?P<rest>\d+))?(?P<extra>(?<=\d)\.)?\s*(?P<measure>{_MEASURE})?"
)


def clean(text: str) -> str:
    """``text`` in usual characters, without those that cannot be seen; line ends stay, other spaces become one each.

    Full-width letters and digits become usual ones, full-width punctuation stays; so do ① and ㎡, which are words of
    their own. A character of a private font becomes :data:`UNKNOWN`.
    """
    text = _CONTROLS.sub("", UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u0085", "\n")))
    text = re.sub("[\u2028\u2029\v\f]", "\n", text).translate(_FULL_WIDTH)
    text = _COMPATIBLE.sub(lambda found: _usual(found[0]), text)
    text = _PRIVATE.sub(UNKNOWN, text)
    return re.sub(" ?\n ?", "\n", _SPACES.sub(" ", text)).strip()


def _usual(character: str) -> str:
    return _RADICALS.get(character) or unicodedata.normalize("NFKC", character)


def mend_line(text: str) -> str:
    """The words of a paragraph on one line, with its broken numbers and spaced-out words whole again."""
    text = _without_blanks_of_scan(clean(text))
    text = _BULLET.sub("", join_lines(_BROKEN.sub(r"\1.\2", text)))
    text = _BROKEN_GROUP.sub(r"\1,\2", _POINT.sub(".", text))
    text = _EXTRA_POINT.sub(r"\1", _BROKEN.sub(r"\1.\2", text))
    return _SPACED_OUT.sub(_without_spaces, text)


def _without_blanks_of_scan(text: str) -> str:
    """A paragraph in which letters stand alone between blanks, without them; between digits they stay."""
    text = _SPACED_YEAR.sub(_without_spaces, text)
    return _OF_SCAN.sub("", text) if _ALONE.search(text) else text


def join_lines(text: str) -> str:
    """Lines of one paragraph on one line: Chinese without a space, Latin words with one.

    Digits that two lines part have a blank between them: whether they are one number nobody can tell.
    """
    text = re.sub(r"(?<=[A-Za-z,;])\n(?=[A-Za-z])|(?<=\d)\n(?=\d)|(?<=\d[.,])\n(?=\d)", " ", text)
    return text.replace("\n", "")


def mend_cell(text: str) -> str:
    """The words of a cell: a number whole and without separators, other lines as they are.

    What is all number is told by its form: ``95.`` and ``10%`` on two lines, ``7.50.``, ``1,234.50``.
    """
    text = _MINUS.sub("-", _POINT.sub(".", clean(text)))
    if number := _CELL_NUMBER.fullmatch(text):
        sign = "-" if number["sign"].strip() in {"-", "－", "−", "–"} else ""
        whole = re.sub(r"[,，\s]", "", number["whole"])
        point = f".{number['rest']}" if number["rest"] else ""
        return f"{sign}{whole}{point}{number['measure'] or ''}"
    text = _EXTRA_POINT.sub(r"\1", _BROKEN_GROUP.sub(r"\1,\2", _BROKEN.sub(r"\1.\2", text)))
    text = _BROKEN_YEAR.sub(lambda found: re.sub(r"\s", "", found[0]), text)
    lines = (_SPACED_CELL.sub(_without_spaces, line) for line in text.split("\n") if line)
    return "\n".join(_SPACED_OUT.sub(_without_spaces, line) for line in lines)


def _without_spaces(found: re.Match[str]) -> str:
    return found[0].replace(" ", "")


def mend(block: Paragraph | Grid) -> Paragraph | Grid | None:
    """A block as it was read → the same block mended; None where it says nothing."""
    if isinstance(block, Paragraph):
        text = mend_line(block.text)
        return replace(block, text=text) if text else None
    cells = tuple(replace(cell, text=mend_cell(cell.text)) for cell in block.cells)
    return replace(block, cells=cells, title=mend_line(block.title)) if any(cell.text for cell in cells) else None
