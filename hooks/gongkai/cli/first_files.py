"""What a bureau's new repository holds of its own: settings, an empty register, the rules of a first year."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from ..build.faults import FaultError
from ..load.register import UNITS_FILE, YEAR_FILE

#: A text that YAML takes as it stands: Chinese, with letters and digits behind.
_PLAIN: Final = re.compile(r"[\u4e00-\u9fff][\u4e00-\u9fffA-Za-z0-9（）]*")
#: Pictures that browsers show as a logo.
LOGO_KINDS: Final = frozenset({".svg", ".png", ".jpg", ".jpeg", ".webp"})

REGISTER: Final = """\
# 单位登记表。每个单位一条，左边是单位标识：小写拼音、数字和短横线，它就是网址，定了就不再改。
# 把下面的例子改成本地区的单位，去掉行首的“# ”。没有的项目不写。各项的意思见 docs/guide/bureau.md。
#
# caizheng:
#   名称: 某某区财政局
#   简称: 区财政局
#   类别: 政府部门
#   范围: 部门                     # 部门、单位或本级；部门和它的本级是两条登记
#
# 改过名的：标识不变，旧名写进曾用名，“止”是最后一个用旧名的年度。
# weijian:
#   名称: 某某区卫生健康局
#   范围: 部门
#   曾用名: [{名称: 某某区卫生和计划生育局, 止: 2018}]
#
# 合并来的：新单位写前身，“年度”是由它公开的第一个年度。原来的单位照样登记，不用写撤销年度，
# 它们公开到那一年的前一年；新单位也不用写设立年度，就是那一年。
# wenlv:
#   名称: 某某区文化和旅游局
#   范围: 部门
#   前身: {年度: 2020, 方式: 合并, 单位: [wenhua, lvyou]}
# wenhua:
#   名称: 某某区文化局
#   范围: 部门
# lvyou:
#   名称: 某某区旅游局
#   范围: 部门
#
# 没有单位接着的，自己写撤销年度：最后一个应公开的年度。新设立的写设立年度：第一个应公开的年度。
# zhaoshang:
#   名称: 某某区招商局
#   范围: 部门
#   设立年度: 2016
#   撤销年度: 2021
"""

YEAR_RULES: Final = """\
# {year}年度的规则：报告提纲、等级标准、公开期限。照本地区的文件写；没有的不写，程序就不核对。
提纲: {outline}
# 等级:                          # 得分不低于下限即为该等级
#   - {{等级: 优, 下限: 90}}
#   - {{等级: 良, 下限: 80}}
#   - {{等级: 中, 下限: 60}}
#   - {{等级: 差, 下限: 0}}
公开期限: {{截止日期: null, 依据: null}}
"""

#: GitLab looks for its pipeline here; what it does stands with the program and comes with its next version.
GITLAB: Final = """\
# GitLab 的流水线。合并请求能改这个文件：要堵住，照 docs/guide/bureau.md 换一个只有维护人员能写的地方。
include:
  - local: .ci/gitlab-ci.yml
"""


def write_first_files(folder: Path, settings: Mapping[str, str], logo: Path | None, outline: str, year: int) -> None:
    """Write all of them into ``folder``, where the program already is.

    Args:
        folder: the new repository.
        settings: keys of mkdocs.yml with their values.
        logo: a picture to show beside the site's name.
        outline: which outline the reports of the year follow.
        year: the year that the first reports are about.
    """
    path = folder / "mkdocs.yml"
    text = path.read_text(encoding="utf-8")
    for key, value in settings.items():
        text = _with_setting(text, key, value)
    if logo is not None:
        name = f"own/logo{logo.suffix.lower()}"  # docs/assets is the program's
        (folder / "docs/own").mkdir(parents=True)
        shutil.copyfile(logo, folder / "docs" / name)
        text = _with_setting(_with_setting(text, "logo", name), "favicon", name)
    path.write_text(text, encoding="utf-8")
    rules = folder / "data" / str(year) / YEAR_FILE
    rules.parent.mkdir(parents=True)
    rules.write_text(YEAR_RULES.format(year=year, outline=outline), encoding="utf-8")
    (folder / "data" / UNITS_FILE).write_text(REGISTER, encoding="utf-8")
    (folder / ".gitlab-ci.yml").write_text(GITLAB, encoding="utf-8")


def _with_setting(text: str, key: str, value: str) -> str:
    """``text`` with ``key`` set, on the line where it stands, switched off or not."""
    written = value if _PLAIN.fullmatch(value) or key in {"logo", "favicon"} else json.dumps(value, ensure_ascii=False)
    line = re.compile(rf"^( *)(?:# )?{key}:.*$", re.MULTILINE)
    if not line.search(text):
        raise FaultError(f"这个版本的 mkdocs.yml 里没有 {key}，设不了。怎么改：不写这个选项，或者换一个新的版本")
    return line.sub(lambda found: f"{found[1]}{key}: {written}", text, count=1)
