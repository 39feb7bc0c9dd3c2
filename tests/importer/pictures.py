"""Tables as small text pictures: a row to a line, cells between bars, < joined with the left, ^ with the one above."""

from __future__ import annotations

from gongkai.importer.document import Grid, GridCell


def grid(picture: str, title: str = "", place: str = "第1页") -> Grid:
    """The grid that a picture shows; ``\\n`` in a cell is a line end."""
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in picture.strip().splitlines()]
    owners: dict[tuple[int, int], tuple[int, int]] = {}
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            owners[r, c] = owners[r, c - 1] if text == "<" else owners[r - 1, c] if text == "^" else (r, c)
    cells = []
    for r, c in dict.fromkeys(owners.values()):
        own = [place for place, owner in owners.items() if owner == (r, c)]
        bottom, right = max(row for row, _ in own), max(column for _, column in own)
        cells.append(GridCell(rows[r][c].replace("\\n", "\n"), r, c, bottom - r + 1, right - c + 1))
    return Grid(tuple(cells), title, place)
