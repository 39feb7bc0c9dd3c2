"""The stylesheet: each colour once for light and dark, and nothing that only a new browser understands alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import pytest
from tests.conftest import ROOT

CSS: Final = re.sub(r"/\*.*?\*/", "", (ROOT / "docs/assets/gongkai.css").read_text(encoding="utf-8"), flags=re.DOTALL)
#: Gaps between flexible items and ``inset`` came to browsers together (2020–2021): one condition stands for both.
OLD: Final = "@supports not (inset: 0)"
#: Came after 2019. A browser without them drops a rule with all of its selectors, or a colour.
NEVER: Final = re.compile(
    r"light-dark\(|color-mix\(|\b(?:ok)?l(?:ab|ch)\(|:is\(|:where\(|@layer|@container|@property|&"
)
#: Came after 2019. A browser without them drops the declaration.
NEWER_VALUE: Final = re.compile(r"(?<![\w-])(?:min|max|clamp)\(|\d[dsl]v[hw]\b")
#: Came after 2019. A browser without them drops whatever stands in the same rule.
NEWER_SELECTOR: Final = re.compile(r":has\(|:focus-visible|::details-content")
COLOUR: Final = re.compile(r"#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(")


@dataclass(frozen=True)
class Rule:
    """Selectors and declarations, and the conditions (``@media …``) around them, the outermost first."""

    conditions: tuple[str, ...]
    selectors: tuple[str, ...]
    declarations: tuple[tuple[str, str], ...]

    @property
    def values(self) -> dict[str, str]:
        """Property → its last value."""
        return dict(self.declarations)

    @property
    def has_gap(self) -> bool:
        """Whether this is a flexible row with a gap."""
        return self.values.get("display") in {"flex", "inline-flex"} and "gap" in self.values


def rules(css: str) -> Iterator[Rule]:
    """Every rule of a stylesheet in which nothing is nested but conditions."""
    heads: list[str] = []
    for head, mark in re.findall(r"([^{}]*)([{}])", css):
        if mark == "{":
            heads.append(" ".join(head.split()))
            continue
        if head.strip():
            declarations = (part.partition(":") for part in parts(head, ";"))
            inside = tuple((name.strip(), value.strip()) for name, _, value in declarations)
            yield Rule(tuple(heads[:-1]), parts(heads[-1], ","), inside)
        heads.pop()
    assert heads == []


def parts(text: str, mark: str) -> tuple[str, ...]:
    """What ``mark`` parts outside of brackets and quotation marks."""
    found = re.split(rf"{mark}(?![^(]*\))(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", text)
    return tuple(" ".join(part.split()) for part in found if part.strip())


def faults(css: str) -> list[str]:
    """What a browser of 2019 would lose."""
    found = [f"{match[0]} …" for match in NEVER.finditer(css)]
    all_rules = list(rules(css))
    old = [selector for rule in all_rules if OLD in rule.conditions for selector in rule.selectors]
    for rule in all_rules:
        name = ", ".join(rule.selectors)
        if any(map(NEWER_SELECTOR.search, rule.selectors)) and not all(map(NEWER_SELECTOR.search, rule.selectors)):
            found.append(f"{name}: 其他选择器会一起失效")
        for at, (key, value) in enumerate(rule.declarations):
            plain = [other for k, other in rule.declarations[:at] if k == key and not NEWER_VALUE.search(other)]
            if NEWER_VALUE.search(value) and not plain:
                found.append(f"{name}: {key}: {value}")
        if rule.has_gap:
            ends = [selector.removeprefix("[data-gk-care] ") for selector in rule.selectors]
            found += [
                f"{end}: gap" for end in ends if not any(re.search(rf"{re.escape(end)}(?![\w-])", s) for s in old)
            ]
        if "inset" in rule.values:
            found += [f"{selector}: inset" for selector in rule.selectors if selector not in old]
    return found


def test_what_is_newer_than_2019_stands_beside_something_older() -> None:
    assert faults(CSS) == []


@pytest.mark.parametrize(
    "newer",
    [
        "a { color: light-dark(#000, #fff); }",
        "a { color: color-mix(in srgb, red, blue); }",
        ":is(h2, h3) { margin: 0; }",
        "ul { & li { margin: 0; } }",
        ".a:has(b), .c { margin: 0; }",
        ".a:focus-visible, .c { outline: 0; }",
        ".a { width: min(20rem, 100%); }",
        ".a { width: min(20rem, 100%); width: 20rem; }",
        ".a { height: 100dvh; }",
        ".new { display: flex; gap: 1rem; }",
        ".gk-meta-new { display: inline-flex; gap: 1rem; }",
        ".new::after { inset: 0; }",
        "@media print { .new::after { inset: 0; } }",
    ],
)
def test_what_an_old_browser_would_lose_is_found(newer: str) -> None:
    assert faults(f"{CSS}\n{newer}") != []


def test_each_colour_is_a_token_with_a_light_and_a_dark_value() -> None:
    (base,) = [
        rule
        for rule in rules(CSS)
        if rule.selectors == (":root",) and "--gk-ink" in rule.values and not rule.conditions
    ]
    sizes = {"--gk-sans", "--gk-round", "--gk-gap"}
    for token, value in base.declarations:
        assert token in sizes or re.fullmatch(r"var\(--gk-light, [^;]+\) var\(--gk-dark, [^;]+\)", value), token
    dark = {rule.conditions: rule.selectors for rule in rules(CSS) if rule.values.get("--gk-dark") == "initial"}
    assert dark == {
        ("@media screen",): (':root[data-gk-scheme="dark"]',),
        ("@media screen and (prefers-color-scheme: dark)",): (":root:not([data-gk-scheme])",),
    }


def test_colours_stand_nowhere_but_in_tokens() -> None:
    """But for paper and for forced colours, which are neither light nor dark."""
    wrong = [
        (rule.selectors, name, value)
        for rule in rules(CSS)
        if not {"@media print", "@media (forced-colors: active)"} & set(rule.conditions)
        for name, value in rule.declarations
        if COLOUR.search(value) and not name.startswith("--gk-")
    ]
    assert wrong == []


def test_tokens_are_those_that_are_used() -> None:
    made = {name for rule in rules(CSS) for name, _ in rule.declarations if name.startswith("--")}
    assert made == set(re.findall(r"var\((--[\w-]+)", CSS))
