"""What the words begin with makes reading quicker and nothing else: without it the same words are found."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from gongkai.load.yaml_text import parse_yaml
from gongkai.model.line_names import known_names
from gongkai.model.paths import leaves
from gongkai.text.words import _any_of, _letters, _ordered, read_words

TESTS: Final = Path(__file__).parent.parent
FILES: Final = tuple(
    sorted(file for folder in ("cases", "seed", "demo/data") for file in (TESTS / folder).rglob("*.yml"))
)
NAMES: Final = sorted(known_names(()))
KINDS: Final = tuple(_ordered(("name", _letters(NAMES), _any_of(NAMES))))
SLOW: Final = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, _, pattern in KINDS))


@pytest.mark.parametrize("folder", sorted({file.parent for file in FILES}), ids=lambda f: str(f.relative_to(TESTS)))
def test_the_same_words_are_found(folder: Path) -> None:
    for file in (file for file in FILES if file.parent == folder):
        value = parse_yaml(file.read_text(encoding="utf-8"), file.name).value
        for text in (text for _, text in leaves({"": value}) if isinstance(text, str)):
            slowly = [(match.lastgroup, *match.span()) for match in SLOW.finditer(text)]
            assert [(word.kind, word.start, word.end) for word in read_words(text)] == slowly, text
