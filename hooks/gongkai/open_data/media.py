"""What kinds of files there are in the open data."""

from __future__ import annotations

from typing import Final

#: Ending → media type.
MEDIA: Final = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "json": "application/json",
    "zip": "application/zip",
    "xml": "application/atom+xml",
}
#: Ending → name in the EU's list of file types.
FORMATS: Final = {"xlsx": "XLSX", "csv": "CSV", "json": "JSON", "zip": "ZIP"}
