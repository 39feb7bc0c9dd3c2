"""The workflows keep the house rules: data from the pull request, code from the protected branch, least rights.

Each rule is a function that yields what is wrong. It is held against every real file, and against a small bad snippet
that it must catch, so no rule can pass by looking at nothing.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Final

import pytest
import yaml
from tests.conftest import ROOT
from tests.workflows.rules import (
    ACTIONS,
    GITHUB,
    GITLAB,
    PROTECTED,
    Rule,
    Workflow,
    code_from_the_protected_branch,
    ends_in_time,
    never_with_rights_of_the_target,
    no_quiet_build,
    no_secrets,
    nothing_cached,
    nothing_pasted_into_scripts,
    only_into_the_protected_branch,
    own_program_is_labelled,
    parse,
    pinned,
    read_only_at_the_top,
    rights_only_in_the_deploy_job,
    token_not_kept,
)

RULES: Final[dict[Rule, str]] = {
    never_with_rights_of_the_target: "on: [push, pull_request_target]",
    only_into_the_protected_branch: "on: {pull_request: {paths: [data/**]}}",
    read_only_at_the_top: "permissions: {contents: write}",
    rights_only_in_the_deploy_job: "jobs: {build: {permissions: {contents: read, id-token: write}}}",
    no_secrets: "jobs: {a: {steps: [{env: {KEY: '${{ secrets.KEY }}'}}]}}",
    pinned: "jobs: {a: {steps: [{uses: actions/checkout@v4}]}}",
    ends_in_time: "jobs: {a: {runs-on: ubuntu-24.04}}",
    no_quiet_build: "jobs: {a: {steps: [{run: .venv/bin/mkdocs build -q}]}}",
    nothing_pasted_into_scripts: "jobs: {a: {steps: [{run: 'echo ${{ github.head_ref }}'}]}}",
    token_not_kept: "jobs: {a: {steps: [{uses: actions/checkout@v4.2.2}]}}",
    nothing_cached: "jobs: {a: {steps: [{uses: actions/cache@v4.2.0}]}}",
    code_from_the_protected_branch: "{on: pull_request, jobs: {a: {steps: [{uses: actions/checkout@v4.2.2}]}}}",
    own_program_is_labelled: "{on: pull_request, jobs: {a: {steps: [{uses: actions/checkout@v4.2.2}]}}}",
}

#: Further ways around a rule, each of which it must catch too.
WAYS_AROUND: Final[tuple[tuple[Rule, str], ...]] = (
    (never_with_rights_of_the_target, "on: {pull_request_target: {branches: [main]}}"),
    (only_into_the_protected_branch, "{on: pull_request, jobs: {a: {if: 'true'}}}"),
    (only_into_the_protected_branch, "{on: pull_request, jobs: {a: {}, b: {needs: a}}}"),
    (read_only_at_the_top, "on: push"),
    (read_only_at_the_top, "permissions: read-all"),
    (rights_only_in_the_deploy_job, "jobs: {deploy: {permissions: {pages: write, id-token: write, contents: write}}}"),
    (
        rights_only_in_the_deploy_job,
        "jobs: {deploy: {permissions: {pages: write, id-token: write}, steps: [{run: make}]}}",
    ),
    (no_secrets, "jobs: {a: {secrets: inherit}}"),
    (pinned, "jobs: {a: {steps: [{uses: 'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1'}]}}"),
    (pinned, "steps:\n- uses: actions/checkout@v7.0.1"),
    (pinned, "steps:\n- uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2"),
    (pinned, "steps:\n- uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v7.0.1"),
    (pinned, "steps:\n- uses: elsewhere/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1"),
    (pinned, "jobs: {a: {steps: [{uses: actions/checkout@main}]}}"),
    (pinned, "jobs: {a: {uses: example/site/.github/workflows/x.yml@main}}"),
    (ends_in_time, "jobs: {a: {runs-on: ubuntu-latest, timeout-minutes: 10}}"),
    (ends_in_time, "jobs: {a: {runs-on: ubuntu-24.04, timeout-minutes: 360}}"),
    (no_quiet_build, "jobs: {a: {steps: [{run: mkdocs --quiet build}]}}"),
    (nothing_cached, "jobs: {a: {steps: [{uses: actions/setup-python@v5.6.0, with: {cache: pip}}]}}"),
)


def change_of_check(old: str, new: str) -> str:
    """check.yml with one of its lines changed for the worse."""
    text = (ROOT / ".github/workflows/check.yml").read_text(encoding="utf-8")
    assert old in text
    return text.replace(old, new)


def test_there_are_workflows_to_hold() -> None:
    assert [path.name for path in GITHUB] == ["check.yml", "preview.yml", "publish.yml"]
    assert [parse(path.read_text(encoding="utf-8")).is_for_pull_requests for path in GITHUB] == [True, True, False]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
@pytest.mark.parametrize("path", GITHUB, ids=lambda path: path.name)
def test_workflow_keeps_the_rule(path: Path, rule: Rule) -> None:
    assert list(rule(parse(path.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize(("rule", "snippet"), [*RULES.items(), *WAYS_AROUND])
def test_rule_catches_what_breaks_it(rule: Rule, snippet: str) -> None:
    assert list(rule(parse(snippet)))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ref: ${{ steps.base.outputs.sha }}", "ref: ${{ github.event.pull_request.head.sha }}"),
        ("bash code/.github/take-data.sh change code", "bash change/.github/take-data.sh change code"),
        ("working-directory: code\n        run: make", "working-directory: change\n        run: make"),
        ("working-directory: code\n        run: make", "run: cd change && make"),
        ("run: make .venv/bin/.run", "run: cp -r ../change/hooks . && make .venv/bin/.run"),
    ],
)
def test_code_of_the_pull_request_is_noticed(old: str, new: str) -> None:
    """Each change would run the pull request's own program in the job that must not."""
    assert list(code_from_the_protected_branch(parse(change_of_check(old, new))))


def test_what_the_guide_shows_is_pinned_alike() -> None:
    """The example of parts that are built side by side, which a bureau copies."""
    guide = (ROOT / "docs/guide/bureau.md").read_text(encoding="utf-8")
    assert guide.count("uses: actions/") == 2
    assert list(pinned(Workflow(guide, {}))) == []


def test_actions_run_on_a_node_that_the_runners_have() -> None:
    assert {runs for _, _, runs in ACTIONS.values()} <= {"node24", "composite"}
    used = "".join(path.read_text(encoding="utf-8") for path in [*GITHUB, ROOT / "docs/guide/bureau.md"])
    assert [name for name in ACTIONS if f"{name}@" not in used] == [], "the table holds what is in use"


def test_publishing_does_not_stop_for_one_bad_file() -> None:
    """The check is shown but its verdict is not the job's, and the build is not strict."""
    build = "\n".join(
        step.get("run", "") for step in parse(GITHUB[-1].read_text(encoding="utf-8")).jobs["build"]["steps"]
    )
    assert re.search(r"gongkai check [^\n]*\|\|", build)
    assert "gongkai publish site --plain --anyway" in build
    assert "mkdocs" not in build


def test_publishing_goes_on_from_what_is_public_and_begins_anew_only_where_somebody_says_so() -> None:
    """The whole history is at hand, the guard is not switched off, and what is uploaded was verified."""
    steps = parse(GITHUB[-1].read_text(encoding="utf-8")).jobs["build"]["steps"]
    assert steps[0]["with"]["fetch-depth"] == "0"
    (made,) = (step for step in steps if "gongkai publish" in step.get("run", ""))
    assert made["env"] == {"FIRST": "${{ inputs.first }}"}
    first, then = re.findall(r"gongkai publish (.*)", made["run"])
    assert first == "site --plain --anyway --first"
    assert then == "site --plain --anyway --after site_url"
    assert made["run"].startswith("if [[ $FIRST == true ]]")
    assert steps.index(made) < next(at for at, step in enumerate(steps) if "gongkai verify site" in step.get("run", ""))
    pages = yaml.safe_load(GITLAB.read_text(encoding="utf-8"))["pages"]
    assert pages["variables"] == {"GIT_DEPTH": "0"}
    assert not {"--base", "--local"} & {word for line in pages["script"] for word in line.split()}


def test_check_fails_when_the_data_does() -> None:
    """The last word of the data job is the check's own, with the base it compares with."""
    last = parse(GITHUB[0].read_text(encoding="utf-8")).jobs["data"]["steps"][-1]
    assert last["run"] == '.venv/bin/gongkai check --base "$BASE" --format github'
    assert last["env"] == {"BASE": PROTECTED}
    assert "continue-on-error" not in last


def test_the_check_has_the_whole_history_of_the_protected_branch() -> None:
    """A report that is withheld is compared with what was public of it last, which only the history knows."""
    steps = parse(GITHUB[0].read_text(encoding="utf-8")).jobs["data"]["steps"]
    (code,) = (step["with"] for step in steps if step.get("with", {}).get("path") == "code")
    assert (code["ref"], code["fetch-depth"]) == (PROTECTED, "0")
    assert 'GIT_DEPTH: "0"' in GITLAB.read_text(encoding="utf-8")


def test_installing_is_the_makefiles() -> None:
    """The workflows install by a target of the Makefile, which asks for hashes."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(r"^\$\(BIN\)/\.run:", makefile, re.M)
    assert "--require-hashes" in makefile
    for path in [*GITHUB, GITLAB]:
        text = path.read_text(encoding="utf-8")
        assert "make .venv/bin/.run" in text
        assert "pip install" not in text


@pytest.mark.parametrize("path", GITHUB, ids=lambda path: path.name)
def test_steps_are_sound_shell(path: Path) -> None:
    for script in parse(path.read_text(encoding="utf-8")).scripts:
        done = subprocess.run(["bash", "-n"], input=script, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
