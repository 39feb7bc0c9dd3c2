"""Every example of the guides and of the README: each block of code, and each command in a line of words."""

from __future__ import annotations

import re
import shlex
import textwrap
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from tests.conftest import ROOT

_FILES: Final = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs/guide").glob("*.md")))
#: The pages of which every example is tried: name below the repository → file.
PAGES: Final = {str(file.relative_to(_FILES[0].parent)): file for file in _FILES}
_BLOCK: Final = re.compile(r"^(?P<indent> *)```(?P<language>\w*)[^\n]*\n(?P<text>.*?)^(?P=indent)```", re.M | re.S)
_INLINE: Final = re.compile(r"`([^`\n]+)`")
#: What a command in a line of words begins with.
_PROGRAM: Final = re.compile(r"(?:[A-Z_]+=\S+ )*(?:\.venv/bin/\w+|gongkai|make|git|mkdocs|\.ci/request)(?: |$)")
_SETTING: Final = re.compile(r"[A-Z_]+=.*")
_LANGUAGES: Final = {"yaml", "sh", "text", ""}


class Example(NamedTuple):
    """A block of code.

    Attributes:
        page: the file, below the repository.
        line: its first line.
        language: yaml, sh, text, or "" where none is given.
        text: without the indentation of a list.
    """

    page: str
    line: int
    language: str
    text: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


class Typed(NamedTuple):
    """A command with its words, without the settings before it.

    Attributes:
        page: the file, below the repository.
        line: where it stands.
        words: program and arguments.
    """

    page: str
    line: int
    words: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.page}:{self.line} {' '.join(self.words)}"


@cache
def examples() -> tuple[Example, ...]:
    """Every block of code."""
    found = []
    for page, file in PAGES.items():
        text = file.read_text(encoding="utf-8")
        for block in _BLOCK.finditer(text):
            line = text.count("\n", 0, block.start()) + 2
            found.append(Example(page, line, block["language"], textwrap.dedent(block["text"])))
        assert text.count("```") == 2 * sum(example.page == page for example in found), page
    return tuple(found)


def of_language(language: str) -> tuple[Example, ...]:
    """The blocks of one language."""
    assert {example.language for example in examples()} <= _LANGUAGES, "a language that nothing tries"
    return tuple(example for example in examples() if example.language == language)


@cache
def commands() -> tuple[Typed, ...]:
    """Every command, in blocks and in lines of words, each once to a page."""
    found: dict[tuple[str, tuple[str, ...]], int] = {}
    for page, line, text in [*_in_blocks(), *_in_lines()]:
        for words in split(text):
            found.setdefault((page, words), line)
    return tuple(Typed(page, line, words) for (page, words), line in found.items())


def split(line: str) -> Iterator[tuple[str, ...]]:
    """The commands of a line of a shell: without comment, without the settings before them."""
    for part in re.split(r" && |; ", line):
        words = shlex.split(part, comments=True)
        while words and _SETTING.fullmatch(words[0]):
            del words[0]
        if words:
            yield tuple(words)


def _in_blocks() -> Iterator[tuple[str, int, str]]:
    for example in examples():
        for number, line in enumerate(example.text.splitlines(), start=example.line):
            script = re.match(r"\s*(?:- run|script): (.*)", line)
            if example.language == "yaml" and script:
                yield example.page, number, re.sub(r"\$(?:\(.*?\)|\{\{.*?\}\}|[A-Z_]+)", "1", script[1])
            elif example.language == "sh" or (example.language == "text" and _PROGRAM.match(line)):
                yield example.page, number, line


def _in_lines() -> Iterator[tuple[str, int, str]]:
    for page, file in PAGES.items():
        text = _BLOCK.sub(lambda block: "\n" * block[0].count("\n"), file.read_text(encoding="utf-8"))
        for number, line in enumerate(text.splitlines(), start=1):
            for inline in _INLINE.findall(line):
                if _PROGRAM.match(inline):
                    yield page, number, inline
