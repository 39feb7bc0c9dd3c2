"""A bureau's next version, without a word of its data changed."""

from __future__ import annotations

from pathlib import Path

from tests.cli.init.versions import commit, next_version
from tests.cli.test_check import gongkai
from tests.workflows.test_scripts import git, write


def test_the_next_version_comes_without_touching_data_or_settings(program: Path, bureau: Path) -> None:
    next_version(program)
    data = git(bureau, "rev-parse", "HEAD:data")
    done = gongkai("upgrade", str(program), "--tag", "v0.2.0", cwd=bureau)
    assert done.returncode == 0, done.stderr
    assert "程序已从 v0.1.0 换成 v0.2.0，data/ 没有动" in done.stdout
    assert git(bureau, "rev-parse", "HEAD:data") == data
    settings = (bureau / "mkdocs.yml").read_text(encoding="utf-8")
    assert "site_name: 某某区预算绩效公开" in settings
    assert "plugins: []  # none" in settings
    assert (bureau / "docs/new").exists()
    assert (bureau / "hooks/program").read_text(encoding="utf-8").endswith("four\n")
    assert git(bureau, "status", "--porcelain") == ""
    again = gongkai("upgrade", str(program), cwd=bureau)
    assert (again.returncode, again.stdout) == (0, "已经是 v0.2.0，没有要换的。\n")


def test_a_version_comes_from_an_address_and_after_a_version(program: Path, bureau: Path) -> None:
    """Twice in a row, the second time by address; the merge knows what the first has brought."""
    next_version(program)
    assert gongkai("upgrade", str(program), cwd=bureau).returncode == 0
    write(bureau, docs__new="our own words\n")
    commit(bureau, "自己的网页")
    write(program, hooks__program="zero\none\ntwo\nthree\nfour\n")
    commit(program, "third", "v0.3.0")
    done = gongkai("upgrade", program.as_uri(), "--tag", "v0.3.0", cwd=bureau)
    assert done.returncode == 0, done.stderr
    assert "从 v0.2.0 换成 v0.3.0" in done.stdout
    assert (bureau / "docs/new").read_text(encoding="utf-8") == "our own words\n"
    assert (bureau / "hooks/program").read_text(encoding="utf-8").startswith("zero\n")


def test_what_both_have_changed_is_asked_about_and_the_cure_works(program: Path, bureau: Path) -> None:
    write(bureau, hooks__program="one\n2\nthree\n")
    commit(bureau, "自己改了程序")
    write(program, hooks__program="one\nzwei\nthree\n")
    commit(program, "next", "v0.2.0")
    done = gongkai("upgrade", str(program), cwd=bureau)
    assert done.returncode == 2
    assert "v0.2.0 和自己改过的地方有冲突：hooks/program。怎么改：编辑这些文件" in done.stderr
    assert "有没有提交的改动" in gongkai("upgrade", str(program), cwd=bureau).stderr
    write(bureau, hooks__program="one\n2\nthree\n")
    git(bureau, "add", "-A")
    git(bureau, "commit", "--quiet", "--no-edit")
    assert "已经是 v0.2.0" in gongkai("upgrade", str(program), cwd=bureau).stdout


def test_an_upgrade_that_cannot_be_is_said(program: Path, bureau: Path, tmp_path: Path) -> None:
    assert "没有版本 v9。怎么改：有的版本：v0.1.0" in gongkai("upgrade", str(program), "--tag", "v9", cwd=bureau).stderr
    missing = gongkai("upgrade", (tmp_path / "nowhere").as_uri(), cwd=bureau)
    assert missing.returncode == 2
    assert "怎么改：检查网址、版本和网络" in missing.stderr
    write(bureau, docs__new="1")
    assert "有没有提交的改动。怎么改：先 git add 和 git commit" in gongkai("upgrade", str(program), cwd=bureau).stderr
    assert "不是 gongkai init 建的" in gongkai("upgrade", str(program), cwd=program).stderr
