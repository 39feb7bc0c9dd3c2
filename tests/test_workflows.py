"""The workflows keep the house rules: data from the pull request, code from the protected branch, least rights.

Each rule is a function that yields what is wrong. It is held against every real file, and against a small bad snippet
that it must catch, so no rule can pass by looking at nothing.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from tests.conftest import ROOT

GITHUB: Final = sorted((ROOT / ".github/workflows").glob("*.y*ml"))
GITLAB: Final = ROOT / ".ci/gitlab-ci.yml"
SCRIPTS: Final = ROOT / ".github"

#: The one expression the code of a pull-request job may be checked out from: the first parent of the merge.
PROTECTED: Final = "${{ steps.base.outputs.sha }}"
#: A job that runs the pull request's own program says so in its name.
OWN_PROGRAM: Final = "程序取自本请求，尚未审核"
#: All that a deployment to Pages needs.
DEPLOYMENT: Final = {"pages": "write", "id-token": "write"}

_COMMIT: Final = re.compile(r"[\w./-]+@[0-9a-f]{40}")
_VERSION: Final = re.compile(r"[\w./-]+@v\d+\.\d+\.\d+")
_QUIET: Final = re.compile(r"\bmkdocs\b[^\n;|&]*\s(-[a-pr-z]*q\w*|--quiet)\b")
_EXACT_IMAGE: Final = re.compile(r"[\w./-]+(:\d+\.\d+\.\d+[\w.-]*|@sha256:[0-9a-f]{64})")


@dataclass(frozen=True)
class Workflow:
    """A parsed file. Every scalar is text, so that ``on`` is a key and ``true`` is not a bool."""

    text: str
    tree: dict[str, Any]

    @property
    def triggers(self) -> dict[str, Any]:
        """What starts it; a bare name or a list is a trigger without options."""
        on = self.tree.get("on", {})
        return on if isinstance(on, dict) else {name: {} for name in ([on] if isinstance(on, str) else on)}

    @property
    def is_for_pull_requests(self) -> bool:
        return any(name.startswith("pull_request") for name in self.triggers)

    @property
    def jobs(self) -> dict[str, dict[str, Any]]:
        return dict(self.tree.get("jobs", {}))

    @property
    def steps(self) -> Iterator[dict[str, Any]]:
        for job in self.jobs.values():
            yield from job.get("steps", ())

    @property
    def scripts(self) -> Iterator[str]:
        return (step["run"] for step in self.steps if "run" in step)


def parse(text: str) -> Workflow:
    """The workflow written in ``text``."""
    return Workflow(text, yaml.load(text, yaml.BaseLoader))


Rule = Callable[[Workflow], Iterator[str]]


def never_with_rights_of_the_target(workflow: Workflow) -> Iterator[str]:
    """`pull_request_target` and `workflow_run` would give a stranger's change our token."""
    yield from (name for name in workflow.triggers if name in {"pull_request_target", "workflow_run"})


def only_into_the_protected_branch(workflow: Workflow) -> Iterator[str]:
    """The base of a pull request into any other branch is not protected."""
    if workflow.is_for_pull_requests and (workflow.triggers.get("pull_request") or {}).get("branches") != ["main"]:
        yield "pull_request without branches: [main]"


def read_only_at_the_top(workflow: Workflow) -> Iterator[str]:
    """Without a line of its own, a workflow may have every right."""
    if workflow.tree.get("permissions") != {"contents": "read"}:
        yield f"permissions: {workflow.tree.get('permissions')}"


def rights_only_in_the_deploy_job(workflow: Workflow) -> Iterator[str]:
    """Only the deploy job may write, only to Pages, and it runs nothing of the repository."""
    for name, job in workflow.jobs.items():
        rights = job.get("permissions")
        if name != "deploy" and rights not in (None, {}, {"contents": "read"}):
            yield f"{name} may {rights}"
        if name == "deploy":
            if rights != DEPLOYMENT or workflow.is_for_pull_requests:
                yield f"deploy may {rights}"
            if any("run" in step or "checkout" in step.get("uses", "") for step in job.get("steps", ())):
                yield "deploy runs something of the repository"


def no_secrets(workflow: Workflow) -> Iterator[str]:
    """No job needs a secret; what is not there cannot leak."""
    yield from re.findall(r"\bsecrets\s*[.\[:].*|github\.token.*", workflow.text)


def pinned(workflow: Workflow) -> Iterator[str]:
    """Actions have an exact version: a commit, with its version as a comment, or a full release tag."""
    for job in workflow.jobs.values():
        if "uses" in job:
            yield f"reusable workflow {job['uses']}"
    for step in workflow.steps:
        used = step.get("uses", "")
        if used and not (_VERSION.fullmatch(used) or _COMMIT.fullmatch(used)):
            yield used
        if _COMMIT.fullmatch(used) and not re.search(rf"{re.escape(used)} # v\d+\.\d+\.\d+$", workflow.text, re.M):
            yield f"{used}: which version is this?"


def ends_in_time(workflow: Workflow) -> Iterator[str]:
    """A hung job is ended after minutes, not after GitHub's six hours, on a runner with a version."""
    for name, job in workflow.jobs.items():
        if not 0 < int(job.get("timeout-minutes", 0)) <= 30:
            yield f"{name} without timeout-minutes"
        if not re.fullmatch(r"ubuntu-\d+\.\d+", job.get("runs-on", "")):
            yield f"{name} runs on {job.get('runs-on')}"


def no_quiet_build(workflow: Workflow) -> Iterator[str]:
    """`-q` switches the counting of problems off (docs/decisions/0001)."""
    yield from (found.group() for found in _QUIET.finditer("\n".join(workflow.scripts)))


def nothing_pasted_into_scripts(workflow: Workflow) -> Iterator[str]:
    """An expression in a script is pasted before the shell sees it: a branch name becomes a command."""
    yield from (script for script in workflow.scripts if "${{" in script)


def token_not_kept(workflow: Workflow) -> Iterator[str]:
    """A checkout leaves no token behind for what runs afterwards."""
    for step in workflow.steps:
        if "actions/checkout@" in step.get("uses", "") and step.get("with", {}).get("persist-credentials") != "false":
            yield "checkout keeps its credentials"


def nothing_cached(workflow: Workflow) -> Iterator[str]:
    """A cache filled by one job and trusted by another is a way around every other rule."""
    yield from (step["uses"] for step in workflow.steps if "/cache" in step.get("uses", ""))
    yield from (key for step in workflow.steps for key in step.get("with", {}) if key.startswith("cache"))


def code_from_the_protected_branch(workflow: Workflow) -> Iterator[str]:
    """A pull-request job has two checkouts, and everything but the two scripts that look at `change` runs in `code`."""
    if not workflow.is_for_pull_requests:
        return
    for name, job in workflow.jobs.items():
        if OWN_PROGRAM in job.get("name", ""):
            continue
        yield from (f"{name}: {wrong}" for wrong in _mixed(job.get("steps", [])))


def _mixed(steps: list[dict[str, Any]]) -> Iterator[str]:
    checkouts = [step.get("with", {}) for step in steps if "actions/checkout@" in step.get("uses", "")]
    if [(one.get("path"), one.get("ref")) for one in checkouts] != [("change", None), ("code", PROTECTED)]:
        yield f"checkouts {checkouts}"
    if not any(step.get("run") == "bash code/.github/take-data.sh change code" for step in steps):
        yield "does not take data/ from the pull request"
    for step in steps:
        script, folder = step.get("run", ""), step.get("working-directory")
        if "change" in (folder or ""):
            yield f"runs in the pull request's folder: {script}"
        runs_program = re.search(r"\b(make|pip|python3?|mkdocs|gongkai)\b", script)
        if runs_program and folder != "code":
            yield f"runs a program outside code/: {script}"
        rest = re.sub(r"bash code/\.github/[\w-]+\.sh change|git -C change (rev-parse|diff)\b", "", script)
        if re.search(r"\bchange\b", rest):
            yield f"touches the pull request: {script}"


def own_program_is_labelled(workflow: Workflow) -> Iterator[str]:
    """A job that runs the pull request's own program runs only when that changed, and its name says so."""
    if not workflow.is_for_pull_requests:
        return
    for name, job in workflow.jobs.items():
        own = any(
            "actions/checkout@" in step.get("uses", "") and "path" not in step.get("with", {})
            for step in job.get("steps", ())
        )
        if own and (OWN_PROGRAM not in job.get("name", "") or "outputs.program == 'true'" not in job.get("if", "")):
            yield f"{name} runs unreviewed code without saying so"


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
    (read_only_at_the_top, "on: push"),
    (read_only_at_the_top, "permissions: read-all"),
    (rights_only_in_the_deploy_job, "jobs: {deploy: {permissions: {pages: write, id-token: write, contents: write}}}"),
    (
        rights_only_in_the_deploy_job,
        "jobs: {deploy: {permissions: {pages: write, id-token: write}, steps: [{run: make}]}}",
    ),
    (no_secrets, "jobs: {a: {secrets: inherit}}"),
    (pinned, "jobs: {a: {steps: [{uses: 'actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683'}]}}"),
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


def test_publishing_does_not_stop_for_one_bad_file() -> None:
    """The check is shown but its verdict is not the job's, and the build is not strict."""
    build = "\n".join(
        step.get("run", "") for step in parse(GITHUB[-1].read_text(encoding="utf-8")).jobs["build"]["steps"]
    )
    assert re.search(r"gongkai check [^\n]*\|\|", build)
    assert "mkdocs build" in build
    assert "--strict" not in build


def test_check_fails_when_the_data_does() -> None:
    """The last word of the data job is the check's own, with the base it compares with."""
    last = parse(GITHUB[0].read_text(encoding="utf-8")).jobs["data"]["steps"][-1]
    assert last["run"] == '.venv/bin/gongkai check --base "$BASE" --format github'
    assert last["env"] == {"BASE": PROTECTED}
    assert "continue-on-error" not in last


def test_installing_is_the_makefiles() -> None:
    """The workflows install by a target of the Makefile, which asks for hashes."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(r"^\$\(BIN\)/\.run:", makefile, re.M)
    assert "--require-hashes" in makefile
    for path in [*GITHUB, GITLAB]:
        text = path.read_text(encoding="utf-8")
        assert "make .venv/bin/.run" in text
        assert "pip install" not in text


# ---- GitLab ----


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
        ("mkdocs build --site-dir public", "mkdocs build -q --site-dir public"),
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


# ---- the two scripts ----


def git(folder: Path, *command: str) -> str:
    """Run git in ``folder`` as nobody in particular."""
    who = ["-c", "user.name=test", "-c", "user.email=test@example.invalid", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", "-C", str(folder), *who, *command], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def write(folder: Path, **files: str) -> None:
    """Write files; ``__`` in a name stands for a folder."""
    for name, text in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.fixture
def change(tmp_path: Path) -> Path:
    """A clone whose HEAD changes one report, adds one, deletes one, and changes the program."""
    folder = tmp_path / "change"
    write(folder, data__2020__a="1", data__2020__old="1", hooks__program="ours")
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "base")
    (folder / "data/2020/old").unlink()
    write(folder, data__2020__a="2", data__2020__b="1", hooks__program="theirs")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", "change")
    return folder


@pytest.fixture
def code(tmp_path: Path, change: Path) -> Path:
    """A checkout of the protected branch beside it."""
    folder = tmp_path / "code"
    git(change, "worktree", "add", "--quiet", "--detach", str(folder), "HEAD^")
    return folder


def run(script: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run one of the scripts beside the workflows."""
    command = ["bash", str(SCRIPTS / script), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_only_the_data_of_a_change_is_taken(change: Path, code: Path) -> None:
    """New, changed and deleted reports arrive; a changed program does not."""
    assert run("take-data.sh", change, code).returncode == 0
    assert sorted(path.name for path in (code / "data/2020").iterdir()) == ["a", "b"]
    assert (code / "data/2020/a").read_text(encoding="utf-8") == "2"
    assert (code / "hooks/program").read_text(encoding="utf-8") == "ours"


@pytest.mark.parametrize("where", ["data/2020/link", "data/link"])
def test_symbolic_links_in_data_are_refused(change: Path, code: Path, where: str) -> None:
    (change / where).symlink_to("/etc/passwd")
    git(change, "add", "--all")
    git(change, "commit", "--quiet", "-m", "link")
    done = run("take-data.sh", change, code)
    assert done.returncode == 1
    assert f"  · {where}" in done.stdout
    assert (code / "data/2020/old").exists(), "nothing was replaced"


def test_data_itself_may_not_be_a_link(change: Path, code: Path) -> None:
    git(change, "rm", "-r", "--quiet", "data")
    (change / "data").symlink_to("hooks")
    git(change, "add", "--all")
    git(change, "commit", "--quiet", "-m", "link")
    assert run("take-data.sh", change, code).returncode == 1


def test_submodules_in_data_are_refused(change: Path, code: Path) -> None:
    git(change, "update-index", "--add", "--cacheinfo", f"160000,{git(change, 'rev-parse', 'HEAD')},data/other")
    git(change, "commit", "--quiet", "-m", "submodule")
    assert run("take-data.sh", change, code).returncode == 1


def test_data_may_not_vanish(change: Path, code: Path) -> None:
    git(change, "rm", "-r", "--quiet", "data")
    git(change, "commit", "--quiet", "-m", "gone")
    done = run("take-data.sh", change, code)
    assert (done.returncode, done.stdout) == (1, "没有 data/ 文件夹。请恢复它：所有报告都在里面。\n")


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A built site of three units."""
    for unit in ("a", "ab", "b"):
        write(tmp_path, **{f"site__units__{unit}__2020__index.html": unit})
    write(tmp_path, **{"site__units__index.html": "", "site__index.html": ""})
    return tmp_path / "site"


def units(site: Path) -> list[str]:
    return sorted(path.name for path in (site / "units").iterdir())


def commit(folder: Path, **files: str) -> None:
    write(folder, **files)
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", "more")


def test_a_preview_holds_only_the_changed_units(change: Path, built: Path) -> None:
    """A unit whose id only begins alike is another unit."""
    commit(change, **{"data__2020__a.yml": "1", "data__2021__b.yml": "1"})
    done = run("pick-preview.sh", change, "HEAD^", built)
    assert (done.returncode, done.stdout) == (0, "a\nb\n")
    assert units(built) == ["a", "b", "index.html"]
    assert (built / "index.html").exists()


@pytest.mark.parametrize("file", ["data__units.yml", "data__2020___year.yml", "data__2020__附件__表.xlsx"])
def test_a_preview_holds_everything_when_every_page_may_differ(change: Path, built: Path, file: str) -> None:
    commit(change, **{file: "1", "data__2020__a.yml": "1"})
    assert run("pick-preview.sh", change, "HEAD^", built).stdout == "全部网页\n"
    assert units(built) == ["a", "ab", "b", "index.html"]


@pytest.mark.parametrize("script", [*SCRIPTS.glob("*.sh")], ids=lambda path: path.name)
def test_scripts_stop_at_the_first_error(script: Path) -> None:
    assert "set -euo pipefail" in script.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", GITHUB, ids=lambda path: path.name)
def test_steps_are_sound_shell(path: Path) -> None:
    for script in parse(path.read_text(encoding="utf-8")).scripts:
        done = subprocess.run(["bash", "-n"], input=script, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
