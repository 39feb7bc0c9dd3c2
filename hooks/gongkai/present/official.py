"""Official tags of a page, as far as the data knows them."""

from __future__ import annotations

from ..model.archive import Entry


def official_tags(entry: Entry, unit: str, title: str) -> tuple[tuple[str, str], ...]:
    """ArticleTitle, PubDate and ContentSource of a report (国办发〔2017〕47号 附件).

    The data knows the day of publication and no hour; neither is made up.
    """
    published_on = entry.published.disclosure.published_on if entry.published else None
    dated = (("PubDate", published_on.isoformat()),) if published_on else ()
    return (("ArticleTitle", f"{unit} {title}"), *dated, ("ContentSource", unit))
