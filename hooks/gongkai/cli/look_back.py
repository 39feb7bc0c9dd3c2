"""Before anything is published: the data against the commit that was published last, as a pull request is checked.

A branch that was green by itself may change what another has published meanwhile; only here are both seen together.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from ..build.faults import FaultError
from ..guard.compare import Comparison, compare_commits
from ..guard.repository import ComparisonError, Repository
from ..model.problem import Level, Problem
from ..settings.git_environment import ask_git, refusal_of
from ..verify.chain import Entry


def look_back(root: Path, folder: str, last: Entry | None, base: str | None) -> None:
    """Refuse what no pull request could have passed.

    Args:
        root: the project.
        folder: of the data, below it.
        last: the publication before; None for the first.
        base: a commit to compare with where that of ``last`` is not known here.

    Raises:
        FaultError: it is refused, or nobody can tell.
    """
    head = ask_git(root, "rev-parse", "--verify", "HEAD")
    if not head:
        _without_repository(root, last)
        return
    if _compared(root, head, None, folder).files:
        cure = "提交，经过合并请求，再发布；只在自己机器上看，加 --local"
        raise FaultError(f"{folder}/ 里有没有提交的改动，没有人审核过。怎么改：{cure}")
    if last is None or last.commit == head:
        return
    problems = list(_refused(root, _base(root, last, base), head, folder))
    if problems:
        click.echo("\n".join(f"{problem}\n    怎么改：{problem.cure}" for problem in problems))
        cure = "照上面的改数据（多半是补一条更正），经过合并请求，再发布"
        fact = f"与上一次发布（{last.moment}）相比，有 {len(problems)} 处合并请求通不过的改动，没有发布"
        raise FaultError(f"{fact}。怎么改：{cure}")


def _refused(root: Path, base: str, head: str, folder: str) -> Iterator[Problem]:
    """What no pull request from ``base`` to ``head`` could have passed."""
    return (problem for problem in _compared(root, base, head, folder).problems if problem.level is Level.ERROR)


def _compared(root: Path, base: str, head: str | None, folder: str) -> Comparison:
    """Two commits; for None the folder as it lies there, byte for byte: what git is told to overlook is seen too."""
    try:
        return compare_commits(root, base, head, folder)
    except ComparisonError as error:
        raise FaultError(str(error)) from None


def _without_repository(root: Path, last: Entry | None) -> None:
    if refused := refusal_of(root):
        raise FaultError(f"{refused}。没有发布")
    if last and last.commit:
        fact = f"{root} 读不出 git 的提交，不能与上一次发布的 {last.commit[:12]} 比较"
        raise FaultError(f"{fact}。怎么改：在克隆的仓库里运行")
    click.echo("没有 git 的提交，没有与上一次发布比较。", err=True)


def _base(root: Path, last: Entry, base: str | None) -> str:
    """The commit to compare with; an operator names one only where the last is not at hand."""
    is_known = bool(last.commit and ask_git(root, "cat-file", "-t", last.commit) == "commit")
    if base and is_known:
        raise FaultError("仓库里有上一次发布的提交，只与它比较。怎么改：去掉 --base")
    if base:
        found = "" if base.startswith("-") else ask_git(root, "rev-parse", "--verify", f"{base}^{{commit}}")
        if not found:
            raise FaultError(f"没有提交 {base}。怎么改：写 git log 里的一个提交号")
        return found
    if last.commit and is_known:
        _refuse_rewritten(root, last.commit)
        return last.commit
    fact = f"仓库里没有上一次发布的提交 {last.commit}" if last.commit else "上一次发布没有记下提交"
    cure = "先取完整的历史（git fetch --unshallow）；真的没有了，加 --base，写当时发布的是哪一个提交"
    raise FaultError(f"{fact}，不能比较。怎么改：{cure}")


def _refuse_rewritten(root: Path, last: str) -> None:
    """Refuse a branch that did not go on from what was published last: its past says what was never public.

    What a report that is hidden now has said is read from the commits of the branch itself, merged ones left out; a
    merge the other way round puts others in their place.

    Raises:
        FaultError: it is such.
    """
    with Repository(root) as repository:
        head = repository.commit("HEAD")
        line = {commit for commit, _ in repository.line_of(head)}
        if last in line or repository.is_ancestor(head, last):
            return
    fact = f"现在的分支不是从上一次发布的提交 {last[:12]} 接着改的：历史被改写过，或者是把发布的分支合并到了别的分支里"
    branch = ask_git(root, "symbolic-ref", "--short", "HEAD") or "main"
    steps = f"git checkout --detach {last[:12]}、git merge --no-ff --no-edit {head[:12]}、git push origin HEAD:{branch}"
    purged = "真的要清除历史的，重新克隆（里面没有这个提交），再加 --base，写当时发布的是哪一个提交"
    raise FaultError(f"{fact}，没有发布。怎么改：依次运行 {steps}，再发布；{purged}")
