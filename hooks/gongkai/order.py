"""Order: what is to be built, and how, as the host's settings (mkdocs.yml) say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

from .present.downloads import Publication
from .works.setup import frame_of

#: Settings of the host that show on every page.
_SHOWN: Final = (
    "site_name", "site_url", "site_description", "copyright", "repo_url", "nav", "extra", "extra_css",
    "extra_javascript", "mdx_configs", "theme",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be built.

    Attributes:
        root: the project.
        output: the folder that the site is written to.
        folder: the data folder below it.
        publication: who publishes where.
        preview: reports that are being prepared (待公开) are shown.
        search: the text of all reports is indexed.
        workers: worker processes; 0 for one on each processor.
        frame: changes with everything outside the core that shows on the pages.
    """

    root: Path
    output: Path
    folder: str = "data"
    publication: Publication = field(default_factory=Publication)
    preview: bool = False
    search: bool = False
    workers: int = 0
    frame: str = ""

    @classmethod
    def of(cls, settings: Mapping[str, Any], *, edit: str) -> Order:
        """From the host's settings; ``edit`` is where a data file can be edited, with ``{source}`` for its path."""
        said = settings["extra"].get("gongkai", {})
        shown = {key: settings[key] for key in _SHOWN}
        return cls(
            root=Path(settings["config_file_path"]).parent,
            folder=said.get("data", "data"),
            publication=Publication.of(settings["site_name"], settings["site_url"], {**said, "edit": unquote(edit)}),
            preview=bool(said.get("preview")),
            search=bool(said.get("search", True)),
            workers=int(said.get("workers") or 0),
            output=Path(settings["site_dir"]),
            frame=frame_of(Path(settings["docs_dir"]), shown),
        )
