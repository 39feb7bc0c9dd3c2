"""Settings that are not set, told once and never failing: nothing is made up in their place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import yaml

from ..model.problem import Level, Place, Problem

FILE: Final = "mkdocs.yml"
#: Path in the settings → what is left out without it.
_WANTED: Final = {
    ("site_url",): "订阅、规范网址、分享图、SiteDomain",
    ("extra", "gongkai", "publisher"): "下载文件里的发布者",
    ("extra", "gongkai", "licence"): "数据的使用许可",
    ("extra", "gongkai", "site_id_code"): "SiteIDCode（网站标识码）",
    ("extra", "gongkai", "column"): "ColumnName、ColumnDescription、ColumnKeywords、ColumnType",
    ("extra", "gongkai", "footer"): "页脚的主办单位、联系方式和备案号",
}


class _Loader(yaml.SafeLoader):
    """Reads what the host reads, its own tags as their last value."""


def _tagged(loader: yaml.SafeLoader, _: str, node: yaml.Node) -> Any:
    if isinstance(node, yaml.SequenceNode):
        values = loader.construct_sequence(node)
        return values[-1] if values else None
    return None


_Loader.add_multi_constructor("!", _tagged)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/", _tagged)


def unset_settings(root: Path) -> Iterator[Problem]:
    """One hint that names every setting left open; none where there is no settings file."""
    said = _read(root / FILE)
    if said is None:
        return
    missing = [f"{path[-1]}（{what}）" for path, what in _WANTED.items() if not _find(said, path)]
    if missing:
        words = f"没有设置，网页上就不写：{'；'.join(missing)}"
        yield Problem(
            Place(FILE), Level.HINT, "G07", words, "有了真实的值再写，没有就空着，不要编", "site_url: https://…"
        )


def _read(path: Path) -> Mapping[str, Any] | None:
    """The settings; None where the host itself will complain."""
    try:
        said = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    except (OSError, ValueError, yaml.YAMLError):
        return None
    return said if isinstance(said, dict) else None


def _find(said: Any, path: tuple[str, ...]) -> Any:
    for key in path:
        said = said.get(key) if isinstance(said, dict) else None
    return said
