"""The rules that the workflows keep, each a function that yields what is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import yaml
from tests.conftest import ROOT

GITHUB: Final = sorted((ROOT / ".github/workflows").glob("*.y*ml"))
GITLAB: Final = ROOT / ".ci/gitlab-ci.yml"
SCRIPTS: Final = ROOT / ".github"

#: The one expression the code of a pull-request job may be checked out from: the first parent of the merge.
PROTECTED: Final = "${{ steps.base.outputs.sha }}"
#: Only then does a job of a pull request run.
INTO_PROTECTED: Final = "github.base_ref == github.event.repository.default_branch"
#: A job that runs the pull request's own program says so in its name.
OWN_PROGRAM: Final = "程序取自本请求，尚未审核"
#: All that a deployment to Pages needs.
DEPLOYMENT: Final = {"pages": "write", "id-token": "write"}

#: The actions in use: release, the commit that its tag names, and what its ``action.yml`` says it runs on. GitHub's
#: runners have no other Node than 24; a composite action uses others, which it pins itself.
ACTIONS: Final = {
    "actions/checkout": ("v7.0.1", "3d3c42e5aac5ba805825da76410c181273ba90b1", "node24"),
    "actions/upload-artifact": ("v7.0.0", "bbbca2ddaa5d8feaa63e36b76fdaad77386f024f", "node24"),
    "actions/download-artifact": ("v8.0.1", "3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c", "node24"),
    "actions/upload-pages-artifact": ("v5.0.0", "fc324d3547104276b827a68afc52ff2a11cc49c9", "composite"),
    "actions/deploy-pages": ("v5.0.0", "cd2ce8fcbc39b97be8ca5fce6e763baed58fa128", "node24"),
}
_USES: Final = re.compile(r"\buses:[ \t]*(.+)")
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
    """The base of a pull request into any other branch is not protected; what it is called, the repository says."""
    if workflow.is_for_pull_requests:
        first = [job for job in workflow.jobs.values() if "needs" not in job]
        yield from (f"runs if {job.get('if')}" for job in first or [{}] if job.get("if") != INTO_PROTECTED)


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
    """Actions are those of the table, at its commits, with the version as a comment: a tag can be moved."""
    for job in workflow.jobs.values():
        if "uses" in job:
            yield f"reusable workflow {job['uses']}"
    known = {f"{name}@{commit} # {version}" for name, (version, commit, _) in ACTIONS.items()}
    yield from (used for used in _USES.findall(workflow.text) if used not in known)


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
