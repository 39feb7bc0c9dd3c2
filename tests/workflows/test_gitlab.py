"""GitLab's file keeps the same rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from tests.workflows.rules import (
    _EXACT_IMAGE,
    _QUIET,
    GITLAB,
    OWN_PROGRAM,
)


def gitlab_wrongs(text: str) -> Iterator[str]:
    """The same rules for GitLab's file."""
    tree: dict[str, Any] = yaml.load(text, yaml.BaseLoader)
    default = tree.get("default", {})
    if not _EXACT_IMAGE.fullmatch(default.get("image", "")):
        yield f"image {default.get('image')}"
    if "include" in tree or any("cache" in part for part in tree.values() if isinstance(part, dict)) or "cache" in tree:
        yield "includes or caches something"
    yield from re.findall(r"\$\w*(?:TOKEN|SECRET|PASSWORD|KEY)\w*|secrets:|id_tokens:", text)
    yield from (found.group() for found in _QUIET.finditer(text))
    jobs = {name: job for name, job in tree.items() if isinstance(job, dict) and "script" in job}
    for name, job in jobs.items():
        yield from (f"{name}: {wrong}" for wrong in _gitlab_job(name, job, tree, default))


def _gitlab_job(name: str, job: dict[str, Any], tree: dict[str, Any], default: dict[str, Any]) -> Iterator[str]:
    base: dict[str, Any] = tree.get(job.get("extends", ""), {})
    if "timeout" not in {**default, **base, **job}:
        yield "no timeout"
    conditions = [rule.get("if", "") for rule in {**base, **job}.get("rules", ())]
    if name == "pages":
        if conditions != ["$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"]:
            yield f"publishes when {conditions}"
    elif OWN_PROGRAM not in name:
        before = base.get("before_script", [])
        if "before_script" in job or before[-3:] != [
            "bash code/.github/take-data.sh . code",
            "cd code",
            "make .venv/bin/.run",
        ]:
            yield "does not take the program from the protected branch"


def test_gitlab_keeps_the_rules() -> None:
    assert list(gitlab_wrongs(GITLAB.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("python:3.12.11-bookworm", "python:latest"),
        ("  timeout: 30 minutes\n", ""),
        ("mkdocs build --site-dir ../preview", "mkdocs build -q --site-dir ../preview"),
        ("    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH\n  script", "    - if: $CI_COMMIT_BRANCH\n  script"),
        ("    - bash code/.github/take-data.sh . code\n", ""),
        ("  extends: .data-of-merge-request\n", "  stage: check\n"),
        ("stages: [check, publish]", "cache: {paths: [code/.venv]}"),
        ("    - cd code\n", ""),
        ("    - make .venv", "    - echo $DEPLOY_TOKEN\n    - make .venv"),
    ],
)
def test_gitlab_rules_catch_what_breaks_them(old: str, new: str) -> None:
    text = GITLAB.read_text(encoding="utf-8")
    assert old in text
    assert list(gitlab_wrongs(text.replace(old, new)))
