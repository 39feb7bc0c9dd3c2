"""mkdocs.yml and the environment → settings, or everything that is wrong with them, each with its line and cure."""

from __future__ import annotations

import codecs
import difflib
import io
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

from pydantic import ValidationError

from ..model.problem import Level, Place, Problem
from .explain import BASE, COMMIT, OF_ENVIRONMENT, TIME, error, misplaced, refusal, torn, unknown, written
from .git_environment import ask_git, is_changed
from .host_file import HostFile, read_host_file
from .model import Column, Keys, Settings

#: What every build of a preview says.
PREVIEW: Final = "这是预览：待公开的报告也在里面，每页都标明“预览”。不要发布。"
PREFIX: Final = "GONGKAI_"
#: Turns the desk on for one build.
DESK: Final = "GONGKAI_DESK"
#: Docstrings are the public explanations of the checks.
OPTIMIZED: Final = (
    "Python 带着 -OO（PYTHONOPTIMIZE=2）运行，会丢掉校核方法的说明：先运行 unset PYTHONOPTIMIZE，去掉 -OO"
)
#: File names would be read as other characters.
_ENCODING: Final = (
    "系统的文件名编码是 {name}，不是 UTF-8，中文文件名会读错，什么也没有做：先运行 export PYTHONUTF8=1，再运行一次"
)
NAMES: Final = ("mkdocs.yml", "mkdocs.yaml")
#: Settings of the host that show on every page; a list of names, not one to a line.
_SHOWN: Final = (
    "site_name", "site_url", "site_description", "copyright", "repo_url", "nav", "extra", "extra_css",
    "extra_javascript", "mdx_configs", "theme",
)  # fmt: skip  # names, read in a row
#: Our part of the theme, whose changes are noticed.
_THEME: Final = str(Path(__file__).parents[1] / "theme")
#: Of Markdown: those of MkDocs itself and of the program's own mkdocs.yml, which read no other file.
_EXTENSIONS: Final = frozenset({"attr_list", "fenced_code", "tables", "toc"})
#: Setting → what is left out without it.
_LEFT_OUT: Final = {
    "site_url": "订阅、规范网址、分享图、SiteDomain",
    "publisher": "下载文件里的发布者",
    "licence": "数据的使用许可",
    "site_id_code": "SiteIDCode（网站标识码）",
    "column": "ColumnName、ColumnDescription、ColumnKeywords、ColumnType",
    "footer": "页脚的主办单位、联系方式和备案号",
}
#: How the first of them is written.
_EXAMPLES: Final = {
    "site_url": "site_url: https://…",
    "column": "column: {name: …}",
    "footer": "footer: [{label: 主办单位, value: …}]",
}
_OPEN: Final = ("", (), Column())


def is_optimized() -> bool:
    """Whether docstrings are stripped."""
    return sys.flags.optimize >= 2


def fault_of_python() -> str:
    """Why nothing can be done with Python as it runs; "" if something can."""
    if is_optimized():
        return OPTIMIZED
    name = sys.getfilesystemencoding()
    if codecs.lookup(name).name == "utf-8":
        return ""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and codecs.lookup(stream.encoding).name == "ascii":
            stream.reconfigure(encoding="utf-8")  # a terminal of today
    return _ENCODING.format(name=name)


def read_settings(
    host: Mapping[str, Any], *, edit: Callable[[], str] = str, stop: type[Exception] = ValueError
) -> Settings:
    """The settings, with hints about them.

    Args:
        host: the host's own settings: what it read of the same file, and what its command line said instead.
        edit: tells where a data file can be edited, with ``{source}`` for its path; asked when all else is right.
        stop: raised with all that is wrong where anything cannot be followed.
    """
    if fault := fault_of_python():
        raise stop(fault)
    file = read_host_file(Path(host["config_file_path"] or "-"))  # no file: the settings came by standard input
    shown = {key: host[key] for key in _SHOWN}
    shown["extra"] = {key: value for key, value in host["extra"].items() if key != "gongkai"}
    places = {"output": Path(host["site_dir"]), "docs": Path(host["docs_dir"]), "host": shown}
    settings, problems = _examined(file, {"site_name": host["site_name"], "site_url": host["site_url"], **places})
    if settings.preview and host["strict"]:
        problems.append(_preview(file, Level.ERROR, "公开的生成（--strict）不能带预览，待公开的报告会公开"))
    if any(problem.level is Level.ERROR for problem in problems):
        raise stop(_refused(sorted(problems, key=lambda problem: (problem.level, problem.place))))
    # The host's own default leads into the folder of the pages by hand; the data stands beside it.
    address = unquote(edit()).replace(f"/{Path(host['docs_dir']).name}/{{source}}", "/{source}")
    return settings.model_copy(update={"edit": address, "problems": tuple(problems)})


def all_told(host: Any) -> str:
    """All that the host is told: while it is the same, and what it is made of, a page by hand is the same.

    "" where others have a hand in these pages, and where every warning about them is to be given again.
    """
    is_alone = host.theme.custom_dir == _THEME and len(host.plugins) == 1
    is_known = is_alone and _EXTENSIONS.issuperset(host.markdown_extensions)
    return repr(dict(host)) if is_known and not host.strict else ""


def _refused(problems: list[Problem]) -> str:
    """Every problem with its cure and a right example."""
    errors = sum(problem.level is Level.ERROR for problem in problems)
    lines = (f"{p}\n    怎么改：{p.cure}" + (f"\n    例：{p.example}" if p.example else "") for p in problems)
    return "\n".join((f"设置有 {errors} 处必须改，网站没有生成，原来的没有动：", *lines))


def examine_settings(root: Path) -> Settings:
    """The settings of a project before it is built, with every problem; what cannot be followed has its default."""
    path = next((root / name for name in NAMES if (root / name).exists()), None)
    if path is None:
        return Settings(root=root)
    file = read_host_file(path)
    top = {key: file.top.find((key,)) for key in ("site_name", "site_url")}
    settings, problems = _examined(file, {key: value.plain() for key, value in top.items() if value})
    at = file.top.find((*BASE, "preview"))
    if settings.preview and at and not at.variable:
        problems.append(_preview(file, Level.WARNING, "写了 preview: true，待公开的报告会公开"))
    if not any(problem.level is Level.ERROR for problem in problems):
        problems += _left_out(settings, path.name)
    return settings.model_copy(update={"problems": tuple(problems), "timestamp": _moment_of_commit()})


def _moment_of_commit() -> int | None:
    """SOURCE_DATE_EPOCH, where it is a number; a wrong one is told when the site is built."""
    said = os.environ.get(TIME, "")
    return int(said) if re.fullmatch(r"[0-9]{1,10}", said) else None


def _examined(file: HostFile, beside: Mapping[str, Any]) -> tuple[Settings, list[Problem]]:
    """The settings as far as they can be followed, and every problem."""
    found = file.top.find(BASE)
    problems = [*file.problems, *misplaced(file.top), *(torn(found) if found else ())]
    keys = found.plain() if found and isinstance(found.content, dict) else {}
    for at in filter(None, (file.top.find(BASE[:1]), found)):
        if not isinstance(at.content, dict):
            words = f"“{'gongkai' if at is found else 'extra'}”{written(at)}，下面要分项写"
            cure = "照例子写；没有要写的就删掉这一行"
            problems.append(error("G09", at, words, cure, "extra:\n  gongkai:\n    demo: false"))
    problems += [unknown(file, (*BASE, key)) for key in keys if key not in Keys.model_fields]
    values = {key: value for key, value in keys.items() if key in Keys.model_fields} | {**beside, "root": file.root}
    values |= {key: os.environ[name] for key, name in OF_ENVIRONMENT.items() if name in os.environ}
    try:
        settings = Settings.model_validate(values)
    except ValidationError as refused:
        wrong = refused.errors(include_url=False)
        problems += [refusal(file, one) for one in wrong]
        right = values.keys() - {one["loc"][0] for one in wrong}
        settings = Settings.model_validate({key: values[key] for key in right})
    return settings, [*problems, *_checked(settings, file), *_unread_variables(file)]


def _checked(settings: Settings, file: HostFile) -> Iterator[Problem]:
    """What only the project can tell, or two settings together."""
    folder, root = settings.root / settings.data, settings.root.resolve()
    if not folder.is_dir() or not folder.resolve().is_relative_to(root):
        words, cure = f"项目里没有“{settings.data}”这个文件夹", "改成放数据的文件夹；链接到项目外面的不行"
        yield error("G09", file.top.nearest((*BASE, "data")), f"“data”：{words}", cure, "data: data")
    if (named := file.top.find((*BASE, "data"))) and named.is_open:
        words = "“data”取自环境变量：公开的是哪个文件夹，在仓库里看不出来，也不能与公开过的比较"
        yield error("G09", named, words, "直接写文件夹的名称", "data: data")
    if not settings.demo and _is_fictional(folder / "units.yml"):
        words, cure = "数据是虚构的演示区，没有写 demo: true，网页上就没有标明", "写 demo: true，或者换成真实的数据"
        yield Problem(file.top.nearest((*BASE, "demo")).place, Level.HINT, "G12", words, cure, "demo: true")
    licence = file.top.find((*BASE, "licence"))
    if settings.licence_url and (licence is None or not licence.content):
        words, cure = "写了 licence_url，没有写 licence", "补上许可的名称，或者删掉 licence_url"
        yield error("G09", file.top.nearest((*BASE, "licence_url")), words, cure, "licence: CC BY 4.0")


def _is_fictional(register: Path) -> bool:
    """Whether units of the fictional district are registered."""
    try:
        return "演示区" in register.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False


def _preview(file: HostFile, level: Level, message: str) -> Problem:
    at = file.top.nearest((*BASE, "preview"))
    whence = f"（取自环境变量 {at.variable}）" if at.variable else ""
    cure = f"运行 unset {at.variable}" if at.variable else "写 preview: false"
    cure, example = f"{cure}；只想自己看，就运行 make serve", "preview: !ENV [GONGKAI_PREVIEW, false]"
    return Problem(at.place, level, "G11", message + whence, cure, example)


def _left_out(settings: Settings, name: str) -> Iterator[Problem]:
    """One hint that names every setting left open: nothing is made up in its place."""
    missing = [key for key in _LEFT_OUT if getattr(settings, key) in _OPEN]
    if missing:
        words = f"没有设置，网页上就不写：{'；'.join(f'{key}（{_LEFT_OUT[key]}）' for key in missing)}"
        cure = "有了真实的值再写，没有就空着，不要编"
        yield Problem(Place(name), Level.HINT, "G07", words, cure, _EXAMPLES.get(missing[0], f"{missing[0]}: …"))


def _unread_variables(file: HostFile) -> Iterator[Problem]:
    """Variables that look like ours and that no setting reads."""
    known = sorted(name for name in file.variables if name.startswith(PREFIX))
    ours = sorted(name for name, text in os.environ.items() if text and name.startswith(PREFIX) and name != COMMIT)
    for name in (name for name in ours if name not in known):
        key = name.removeprefix(PREFIX).lower()
        near = difflib.get_close_matches(key, [other.removeprefix(PREFIX).lower() for other in known], n=1)
        words = f"有环境变量 {name}，没有一项设置读它；设置读的是：{'、'.join(known) or '没有'}"
        cure, example = f"用不着就运行 unset {name}", ""
        if key in Keys.model_fields:
            default = str(Keys.model_fields[key].default).lower()
            cure, example = f"在 gongkai 下面的 {key} 里引用它", f"{key}: !ENV [{name}, {default}]"
        elif near:
            right = PREFIX + near[0].upper()
            cure, example = f"是不是 {right}？", f"{right}={os.environ[name][:40]}"
        yield Problem(file.top.place, Level.HINT, "G10", words, cure, example)


def turn_on_desk() -> None:
    """Have the desk in what this process builds, where the settings leave it open (``!ENV [GONGKAI_DESK, false]``)."""
    os.environ[DESK] = "true"


def host_environment(root: Path, data: str = "data") -> dict[str, str]:
    """The environment to start the host in: texts are UTF-8, and the same commit of ``root`` gives the same bytes."""
    known = {"PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1"}
    commit, _, moment = ask_git(root, "log", "-1", "--format=%H %ct").partition(" ")
    if commit and TIME not in os.environ:
        known[TIME] = moment
    if commit and COMMIT not in os.environ:
        known[COMMIT] = f"{commit}-dirty" if is_changed(root, data, "docs", "hooks", "mkdocs.yml") else commit
    return {**os.environ, **known}
