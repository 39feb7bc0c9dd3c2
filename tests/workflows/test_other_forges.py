"""Gitea, Gitee and any machine: the same rules without GitHub's actions, tried on real repositories."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from tests.conftest import ROOT
from tests.workflows.rules import INTO_PROTECTED, never_with_rights_of_the_target, no_quiet_build, parse
from tests.workflows.test_scripts import git, write

GITEA: Final = sorted((ROOT / ".gitea/workflows").glob("*.yml"))
GITEE: Final = ROOT / ".workflow/check.yml"
#: In the place of the program: it says what it is asked, and shows the data that it sees.
PROGRAM: Final = '#!/bin/sh\necho program=ours "$@"\ncat data/2020/*\n'
MAKEFILE: Final = (
    ".venv/bin/.run:\n\tmkdir -p .venv/bin && cp program .venv/bin/gongkai && chmod +x .venv/bin/gongkai\n"
)


@pytest.fixture
def server(tmp_path: Path) -> Path:
    """A repository whose default branch is called trunk, which has gone on since a request (number 7) was made."""
    folder = tmp_path / "server/group/site.git"
    write(folder, data__2020__a="a1\n", data__2020__old="old\n", program=PROGRAM, Makefile=MAKEFILE)
    for script in (ROOT / ".ci/request", ROOT / ".github/take-data.sh"):
        write(folder, **{f"{script.parent.name}__{script.name}": script.read_text(encoding="utf-8")})
    git(folder, "init", "--quiet", "--template=", "--initial-branch=trunk")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "base")
    git(folder, "checkout", "--quiet", "-b", "request")
    write(
        folder,
        data__2020__a="a2\n",
        program=PROGRAM.replace("ours", "theirs"),
        Makefile="bad",
        **{".ci__request": "bad"},
    )
    git(folder, "commit", "--quiet", "--all", "-m", "change")
    git(folder, "update-ref", "refs/pull/7/head", "HEAD")
    git(folder, "checkout", "--quiet", "trunk")
    write(folder, data__2020__b="b1\n")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "another report is merged meanwhile")
    return folder


def shell(script: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the steps of a job in an empty folder of a runner."""
    folder.mkdir(exist_ok=True)
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script], cwd=folder, env=os.environ | environment, capture_output=True,
        text=True, check=False,
    )  # fmt: skip  # one call


def steps(path: Path) -> list[dict[str, Any]]:
    (job,) = parse(path.read_text(encoding="utf-8")).jobs.values()
    return list(job["steps"])


def job_of_gitea(server: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    head = git(server, "rev-parse", "refs/pull/7/head")
    said = {"URL": str(server), "BASE": "trunk", "HEAD": head, "NUMBER": "7", "TOKEN": "t"}
    return shell("\n".join(step["run"] for step in steps(GITEA[0])), folder, **said)


def job_of_gitee(server: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """The commands, where Gitee has checked the request out."""
    tree = yaml.safe_load(GITEE.read_text(encoding="utf-8"))
    (step,) = tree["stages"][0]["steps"]
    folder.mkdir()
    change = folder / "change"
    git(folder, "clone", "--quiet", str(server), str(change))
    git(change, "fetch", "--quiet", "origin", "refs/pull/7/head")
    git(change, "checkout", "--quiet", "--detach", "FETCH_HEAD")
    return shell("\n".join(step["commands"]), change)


@pytest.mark.parametrize("job", [job_of_gitea, job_of_gitee])
def test_a_request_is_checked_with_the_program_of_the_protected_branch_and_what_was_merged_meanwhile(
    server: Path, tmp_path: Path, job: Any
) -> None:
    done = job(server, tmp_path / "runner")
    assert done.returncode == 0, done.stderr
    base = git(server, "rev-parse", "trunk")
    assert f"program=ours check --base {base}\na2\nb1\nold\n" in done.stdout
    assert "本请求还改动了 data/ 以外的文件" in done.stdout


def test_a_request_that_cannot_be_merged_is_told_what_to_do(server: Path, tmp_path: Path) -> None:
    write(server, data__2020__a="a3\n")
    git(server, "commit", "--quiet", "--all", "-m", "the same line")
    done = job_of_gitea(server, tmp_path / "runner")
    assert done.returncode == 1
    assert "请先把保护分支合并到自己的分支" in done.stderr


def test_gitea_keeps_the_rules() -> None:
    """No action of another host, no expression in a script, the token for one step that runs nothing of a request."""
    assert [path.name for path in GITEA] == ["check.yml", "publish.yml"]
    for path in GITEA:
        workflow = parse(path.read_text(encoding="utf-8"))
        (job,) = workflow.jobs.values()
        assert not [*never_with_rights_of_the_target(workflow), *no_quiet_build(workflow)]
        assert 0 < int(job["timeout-minutes"]) <= 30
        assert "default_branch" in job["if"]
        assert not [step for step in job["steps"] if "uses" in step or "${{" in step["run"]]
        with_token = [step["run"] for step in job["steps"] if "TOKEN" in step.get("env", {})]
        assert len(with_token) == 1
        assert "secrets" not in workflow.text
        assert not [word for word in ("make", "gongkai", "bash") if word in with_token[0]]
    assert parse(GITEA[0].read_text(encoding="utf-8")).jobs["data"]["if"] == INTO_PROTECTED


def test_github_publishes_the_default_branch_whatever_its_name() -> None:
    workflow = parse((ROOT / ".github/workflows/publish.yml").read_text(encoding="utf-8"))
    assert (
        workflow.jobs["build"]["if"] == "github.ref == format('refs/heads/{0}', github.event.repository.default_branch)"
    )
    assert workflow.jobs["deploy"]["needs"] == "build"
    assert workflow.tree["concurrency"] == {"group": "pages-${{ github.ref }}", "cancel-in-progress": "false"}
