"""Which part of a web page is the document: the rest is navigation, a box of numbers, share buttons, a footer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from .page_tree import Node

#: May hold the document and something else beside it.
_FRAMES: Final = frozenset(
    re.findall(
        r"\S+",
        "root html body div section article main form center font span table tbody tr td ucapcontent",
    )
)
_FURNITURE_NAMES: Final = frozenset(
    re.findall(
        r"\S+",
        "nav header footer aside button label input",
    )
)
_FURNITURE_MARKS: Final = re.compile(
    r"(?:^|[\s_-])(?:bd)?(?:share\w*|nav\w*|menu\w*|crumbs?|breadcrumbs?|footer|foot|copyright\w*|qr-?code\w*|toolbar|pagination"
    r"|related|sidebar|fontsize|print-?btn|site-?map|search\w*|banner|dqwz|weizhi)(?:$|[\s_-])"
)
_LABELS: Final = re.compile(
    r"索\s*引\s*号|信息索引|主题分类|信息分类|发布机构|公开方式|公开形式|公开范围|发文日期|成文日期|公开日期|主题词|信息名称|统一登记号|有效性|生成日期|文\s*号"
)
#: Lines of a page that are no words of its document.
_LINE: Final = re.compile(
    r"(?:您?(?:现在|当前|所在)?的?(?:位置|在的位置)[:：].*|首页\s*[>＞»/].*|[\w ]{1,30}(?:[>＞»][\w ]{1,40}){2,6}"
    r"|[【\[]?\s*(?:字体|字号|大|中|小|打印|关闭|收藏|分享|默认)(?:[\s:：|【】\[\]]*(?:字体|字号|大|中|小|打印(?:本页|文章)?|关闭(?:窗口|本页)?|收藏|分享(?:到)?|默认|本页|此页))*[\s】\]]*"
    r"|分享到?[:：]?.{0,20}|扫一扫.{0,30}|打印本?页?|关闭窗?口?|返回(?:顶部|首页|上页)"
    r"|(?:上|下)一(?:篇|条|页)[:：]?.*|相关(?:文档|文章|链接|附件|新闻)[:：]?"
    r"|(?=.*(?:来源|作者|编辑|浏览|点击|阅读|发布(?:时间|日期)|时间|日期)\s*[:：])"
    r"(?:[【\[]?字[体号][:：][^】\]]{0,12}[】\]]?\s*)?"
    r"(?:(?:信息)?(?:来源|作者|责任编辑|编辑|浏览(?:次数|量)|点击(?:数|量|率)?|阅读(?:次数|量)?|发布(?:时间|日期|机构|人)|时间|日期)\s*[:：]\s*\S{0,25}(?:\s\d\d:\d\d(?::\d\d)?)?\s*(?:次)?[\s|]*){1,6}"
    r"(?:[【\[]?字[体号][:：]?.*)?"
    r"|(?:版权所有|主办(?:单位)?[:：]|承办(?:单位)?[:：]|技术支持|网站标识码|.{0,4}ICP备|.{0,4}公网安备|Copyright).*)"
)
_CLAIM: Final = re.compile(
    r"[。；]|\d\s*万?元|^\s*[一二三四五六七八九十]+、|^\s*[（(][一二三四五六七八九十]+[）)]", re.M
)
_FOOT: Final = re.compile(
    r"版权所有|ICP备|公网安备|网站标识码|(?:主办单位|承办单位|技术支持)\s*[:：]|Copyright|浏览器", re.I
)


def is_line_of_furniture(line: str) -> bool:
    """Whether a line is none of the document's words: where one is, how large letters are, where else one may go."""
    return len(line) <= 200 and _LINE.fullmatch(line) is not None


def content_of(root: Node) -> Node:
    """The innermost element with all that the page's document says.

    One goes in as long as what is left outside is furniture: links, labels, the lines that every page has. Where that
    is in doubt the larger part is taken: too much is seen by whoever reads the result, too little is not.
    """
    node = _marked(root) or root
    while node.name in _FRAMES:
        inner = max(node.elements(), key=_weight, default=None)
        if inner is None or inner.name not in _FRAMES or _is_data_table(inner) or not _is_around(node, inner):
            break
        node = inner
    return node


def _marked(root: Node) -> Node | None:
    """The element that the page itself calls its article, where there is one."""
    for name in ("article", "main"):
        found = list(root.all(name))
        if len(found) == 1 and _weight(found[0]) > 200:
            return found[0]
    return None


def _weight(node: Node) -> int:
    """How many letters stand in it that are no links."""
    if node.is_hidden or node.name in _FURNITURE_NAMES:
        return 0
    return len(re.sub(r"\s", "", node.text(without=frozenset({"a"}) | _FURNITURE_NAMES)))


def _is_around(node: Node, inner: Node) -> bool:
    """Whether all that stands in ``node`` beside ``inner`` is furniture."""
    beside = [each for each in node.children if each is not inner]
    words = "".join(each for each in beside if isinstance(each, str))
    return not _CLAIM.search(words) and all(is_furniture(each) for each in beside if isinstance(each, Node))


def is_furniture(node: Node) -> bool:
    """Whether an element stands around a document and says nothing of it."""
    if node.is_hidden or node.name in _FURNITURE_NAMES or _is_label_box(node):
        return True
    text = node.text(without=frozenset({"a"})).strip()
    if _FURNITURE_MARKS.search(node.marks) and not _CLAIM.search(text):
        return True
    return not text or (_FOOT.search(text) is not None and len(text) < 400) or not _says_something(text, node)


def _says_something(text: str, node: Node) -> bool:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    rest = [line for line in lines if not is_line_of_furniture(line)]
    if any(_CLAIM.search(line) for line in rest) or next(node.all("table"), None) is not None:
        return True
    return len("".join(rest)) > 150


def _is_label_box(node: Node) -> bool:
    """The box with 索引号, 发布机构 and so on: several such labels and few words beside."""
    text = node.text()
    return len(set(_LABELS.findall(text))) >= 3 and len(re.sub(r"\s", "", text)) < 500


def is_layout(table: Node) -> bool:
    """Whether a table only places things on a page."""
    if "presentation" in table.marks or next(table.all("table"), None) is not None:
        return True
    return sum(1 for _ in table.all("td", "th")) <= 1


def _is_data_table(node: Node) -> bool:
    return node.name == "table" and not is_layout(node)


def title_of(root: Node, content: Node) -> str:
    """The heading of a page that stands outside its content; "" where it stands inside."""
    inside = re.sub(r"\s", "", content.text())[:2000]
    for each in _titles(root):
        text = re.sub(r"\s+", "", each.text())
        if 6 <= len(text) <= 80 and text not in inside:
            return text
    return ""


def _titles(root: Node) -> Iterator[Node]:
    yield from root.all("h1")
    yield from (each for each in root.all("div", "td", "p", "h2", "span") if re.search(r"\btit(?:le)?\b", each.marks))
