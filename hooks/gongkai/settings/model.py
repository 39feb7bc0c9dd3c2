"""The model of everything that mkdocs.yml and the environment may say.

A setting is declared once: its key, what may be written, what it means and a right example.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Annotated, Any, Final
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from ..model.colour import is_colour, is_readable, readable
from ..model.problem import Problem
from .host_file import Tagged

#: The last moment that a ZIP can hold, in seconds since 1970.
_LAST_MOMENT: Final = 4354819198
_LONGEST: Final = 500
#: A telephone as it is dialled, with what stands between its parts: no extension, no words.
_PHONE: Final = re.compile(r"\+?[0-9](?:[ ()（）-]*[0-9]){4,14}")
#: Categories of characters that no line of text holds.
_INVISIBLE: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def _refuse(fact: str, cure: str) -> PydanticCustomError:
    return PydanticCustomError("refused", "{fact}", {"fact": fact, "cure": cure})


def _line(value: Any) -> str:
    """One line of text, as written; a number is the text that it was."""
    if isinstance(value, bool | Tagged) or not isinstance(value, str | int):
        raise _refuse("要写一行文字", "写在同一行，需要时放在英文引号里")
    text = str(value).strip()
    if len(text) > _LONGEST or any(unicodedata.category(c) in _INVISIBLE for c in text):
        raise _refuse(f"只能是一行文字，最多 {_LONGEST} 字，没有看不见的字符", "重新输入，写成一行")
    return text


def _matching(pattern: str, fact: str, cure: str) -> BeforeValidator:
    """One line of text that is as ``pattern`` says."""

    def parse(value: Any) -> str:
        if not re.fullmatch(pattern, text := _line(value)):
            raise _refuse(fact, cure)
        return text

    return BeforeValidator(parse)


def _address(value: Any) -> str:
    """An absolute address; "" for none."""
    text = _line(value)
    if text and not (re.fullmatch(r"https?://[^\s<>\"'\\]+", text) and _host_of(text)):
        raise _refuse("要写完整的网址", "以 https:// 或 http:// 开头，没有空格")
    return text


def _site(value: Any) -> str:
    text = _address(value)
    if "?" in text or "#" in text or "@" in text:
        raise _refuse("要写网站的网址", "不写问号、井号和用户名，以 / 结尾")
    return f"{text.rstrip('/')}/" if text else ""


def _link(value: Any) -> str:
    """Where a fact of the footer leads: another site, a mailbox, or a page of this site."""
    text = _line(value)
    if re.match(r"https?:", text):
        return _address(text)
    if text and not re.fullmatch(r"mailto:[^\s:@]+@[^\s:@]+|(?!/)[^\s:\\<>\"']+", text):
        raise _refuse("要写网址", "写 https:// 开头的网址、mailto: 加邮箱，或者本站的路径，如 about/")
    return text


def _host_of(address: str) -> str | None:
    try:
        return urlsplit(address).hostname if urlsplit(address).port != 0 else None
    except ValueError:
        return None


def _folder(value: Any) -> str:
    text = "" if value is None else _line(value)
    path = PurePosixPath(text)
    if not path.parts or path.is_absolute() or ".." in path.parts or re.search(r'[\\:*?"<>|]', text):
        raise _refuse("要写项目里的一个文件夹", "从项目的文件夹写起，层次之间用 /，不写盘符、.. 和开头的 /")
    return str(path)


def _part(value: Any) -> str:
    text = _line(value)
    number, _, of = text.partition("/")
    if text and not (re.fullmatch("[1-9][0-9]{0,3}/[1-9][0-9]{0,3}", text) and int(number) <= int(of)):
        raise _refuse("要写第几份/共几份", "写英文斜线，前面的数不大于后面的数；不分份就空着")
    return text


def _moment(value: Any) -> int:
    if not re.fullmatch(r"[0-9]{1,10}", str(value)) or int(value) > _LAST_MOMENT:
        raise _refuse("要写从 1970 年起的秒数", "写提交的时间，即 git log -1 --format=%ct 的结果")
    return int(value)


def _colour(value: Any) -> str:
    if (text := _line(value).lower()) and not is_colour(text):
        raise _refuse("要写颜色", "写井号和六位数字或字母，放在引号里")
    if text and not is_readable(text):
        raise _refuse("颜色太浅，白底上的字看不清", f'选深一些的，例如 "{readable(text)}"')
    return text


#: A commit, and whether something was changed since.
COMMIT: Final = re.compile(r"([0-9a-f]{40}|[0-9a-f]{64})(-dirty)?")


def _commit(value: Any) -> str:
    text = _line(value)
    if text and not COMMIT.fullmatch(text):
        raise _refuse("要写完整的提交号", "写 git rev-parse HEAD 的结果，没有就不设")
    return text


Line = Annotated[str, BeforeValidator(_line)]
Label = Annotated[str, _matching(".+", "要写名称", "写这一条是什么，如主办单位、联系电话、备案号")]
SiteCode = Annotated[str, _matching("([0-9]{10})?", "要写十位数字", "照发给本网站的网站标识码写；没有就空着，不要编")]
Scheduler = Annotated[
    str,
    _matching(
        r"((tcp|tls)://[^\s/:]+:[0-9]{1,5})?", "要写集群调度程序的地址", "照 dask scheduler 显示的写；不用集群就空着"
    ),
]
PartOf = Annotated[str, BeforeValidator(_part)]
Address = Annotated[str, BeforeValidator(_address)]


class _Strict(BaseModel):
    """Frozen, strict about types and keys; a text that is left open (``publisher:``) is not set."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _leave_out_unset(cls, values: Any) -> Any:
        if not isinstance(values, dict):
            return values
        unset = {name: (...,) if _must_say(field.default) else (..., None) for name, field in cls.model_fields.items()}
        return {key: value for key, value in values.items() if not any(value is no for no in unset.get(key, ()))}


def _must_say(default: Any) -> bool:
    """Whether nothing is no value for a setting: it says yes or no, how many, or where."""
    return isinstance(default, bool | int | str) and default != ""


def _setting(default: Any, meaning: str, example: str) -> Any:
    return Field(default, description=meaning, examples=[example])


class Column(_Strict):
    """所在栏目, as the supervising site writes it."""

    name: Line = _setting("", "栏目名称", "name: 预算绩效")
    description: Line = _setting("", "栏目说明", "description: 各单位绩效自评报告")
    keywords: Line = _setting("", "关键词", 'keywords: "预算,绩效"')
    type: Line = _setting("", "栏目类别", "type: 数据发布")


class Fact(_Strict):
    """A line of the footer; one without a value is not shown."""

    label: Label = _setting(..., "名称", "label: 主办单位")
    value: Line = _setting("", "内容", "value: 某某区财政局")
    url: Annotated[str, BeforeValidator(_link)] = _setting("", "链接", "url: https://www.example.gov.cn/")


class Keys(_Strict):
    """What stands below ``extra.gongkai``."""

    data: Annotated[str, BeforeValidator(_folder)] = _setting("data", "数据文件夹", "data: data")
    demo: bool = _setting(False, "每页标明演示数据", "demo: false")
    workers: int = Field(0, ge=0, le=256, description="同时工作的进程数", examples=["workers: 0"])
    cluster: Scheduler = _setting("", "集群的调度程序", "cluster: tcp://10.0.0.1:8786")
    part: PartOf = _setting("", "只生成几份中的一份", "part: 2/5")
    preview: bool = _setting(False, "待公开的报告也生成页面", "preview: false")
    excel: bool = _setting(True, "写 Excel 文件", "excel: true")
    search: bool = _setting(True, "全文搜索", "search: true")
    desk: bool = _setting(False, "在线填报", "desk: true")
    subtitle: Line = _setting("", "站名下面的小字", "subtitle: 预算单位绩效自评报告")
    colour: Annotated[str, BeforeValidator(_colour)] = _setting("", "主色", 'colour: "#1d4f91"')
    site_id_code: SiteCode = _setting("", "网站标识码", "site_id_code: null")
    column: Column = _setting(Column(), "所在栏目", "column:\n  name: 预算绩效")
    publisher: Line = _setting("", "发布者", "publisher: 某某区财政局")
    licence: Line = _setting("", "数据的使用许可", "licence: CC BY 4.0")
    licence_url: Address = _setting("", "许可全文的网址", "licence_url: https://creativecommons.org/licenses/by/4.0/")
    signing_key: Line = _setting("", "给发布签名的 SSH 钥匙", "signing_key: /home/fabu/.ssh/gongkai")
    footer: Annotated[tuple[Fact, ...], Field(strict=False)] = _setting(
        (), "页脚", "footer:\n  - {label: 主办单位, value: 某某区财政局}"
    )


#: Who makes the site, and how; nothing of it shows.
_UNSEEN: Final = frozenset({"workers", "cluster", "part", "signing_key"})


class Settings(Keys):
    """Everything that may be set for a build.

    Attributes:
        site_name, site_url: the site's name, and its address, ending in ``/``; "" while it has none.
        timestamp: seconds since 1970 of the commit that is published (SOURCE_DATE_EPOCH); None if not set.
        commit: what is published, with ``-dirty`` where something was changed since (GONGKAI_COMMIT); "" if not known.
        root: the project, where mkdocs.yml stands.
        output, docs: the folder that the site is written to, and that of the hand-written pages.
        edit: where a data file can be edited, with ``{source}`` for its path; "" if nowhere.
        host: the host's own settings that show on every page.
        problems: what there is to say about the settings.
    """

    site_name: Line = ""
    site_url: Annotated[str, BeforeValidator(_site)] = Field("", examples=["site_url: https://jixiao.example.gov.cn/"])
    timestamp: Annotated[int | None, BeforeValidator(_moment)] = Field(None, examples=["1700000000"])
    commit: Annotated[str, BeforeValidator(_commit)] = Field("", examples=["3f786850e387550fdab836ed7e6dc881de23001b"])
    root: Path = Path()
    output: Path = Path("site")
    docs: Path = Path("docs")
    edit: str = ""
    host: Mapping[str, Any] = Field({}, repr=False)
    problems: tuple[Problem, ...] = Field((), repr=False)

    @property
    def email(self) -> str:
        """The mailbox of the footer, as ``mailto:``; "" without one."""
        return next((fact.url for fact in self.footer if fact.value and fact.url.startswith("mailto:")), "")

    @property
    def phone(self) -> str:
        """The telephone of the footer, as ``tel:``; "" where there is none that a program can dial."""
        phones = (fact.value for fact in self.footer if "电话" in fact.label and _PHONE.fullmatch(fact.value))
        return next((f"tel:{re.sub('[^0-9+]', '', phone)}" for phone in phones), "")

    @property
    def shown(self) -> Mapping[str, Any]:
        """What shows on every page, or decides how it is made; not who makes it."""
        return {**self.host, "gongkai": self.model_dump(include={*Keys.model_fields} - _UNSEEN)}
