"""The pages of the repository's host on which a file is handed in, from the one address that the settings give.

Contents never go into an address: reports are longer than hosts take. What the pages are called is as seen on each
host; of one that is not known only the page for editing is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple
from urllib.parse import quote, urlsplit

from .answers import ForgePage

_SOURCE: Final = "{source}"


class _Host(NamedTuple):
    """A kind of host: how its addresses for editing are told, and those for uploading made; what buttons are called."""

    name: str
    edit: str
    upload: str
    send: str


#: In the order in which an address is looked at.
_HOSTS: Final = (
    _Host("GitLab", "/-/edit/", "", "目标分支换一个新的名称，按“Commit changes”，再按“Create merge request”"),
    _Host("Gitea", "/_edit/", "/_upload/", "选“为此提交创建一个新的分支并发起合并请求”，按“提交变更”"),
    _Host("Gitee", "gitee.com/", "", "按“提交”；没有权限的，先按“Fork”，提交以后按“+ Pull Request”"),
    _Host(
        "GitHub", "github.com/", "/upload/", "选“Create a new branch”，按“Propose changes”，再按“Create pull request”"
    ),
)
_OTHER: Final = _Host("代码托管平台", "", "", "写一句说明，选新建分支并发起合并请求，提交")


def forge_pages(edit: str, file: str, *, is_new: bool) -> Iterator[ForgePage]:
    """The pages for a data file.

    Args:
        edit: where a file can be edited, with ``{source}`` for its path; "" if nowhere.
        file: below the project.
        is_new: the host does not have it yet.
    """
    if _SOURCE not in edit or urlsplit(edit).scheme not in {"http", "https"}:
        return
    host = next((host for host in _HOSTS if host.edit in edit), _OTHER)
    home, _, name = file.rpartition("/")
    if host.upload:
        way = "/_edit/" if host.name == "Gitea" else "/edit/"
        url = edit.replace(way, host.upload, 1).replace(_SOURCE, quote(home))
        steps = [f"在 {host.name} 登录，打开这一页", f"把保存好的 {name} 拖进网页的框里", host.send]
        yield ForgePage(name=f"上传到 {host.name}", url=url, steps=steps)
    if not is_new:
        steps = [f"在 {host.name} 登录，打开这一页", f"把网页里的内容全部换成 {name} 的内容", host.send]
        yield ForgePage(name=f"在 {host.name} 上修改", url=edit.replace(_SOURCE, quote(file)), steps=steps)
