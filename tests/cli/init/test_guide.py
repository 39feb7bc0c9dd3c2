"""README, the guide and the files that come with a repository are right when followed to the letter."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path
from typing import Final

from tests.cli.init.versions import next_version
from tests.cli.test_check import gongkai
from tests.conftest import ROOT
from tests.workflows.test_scripts import git, write

from gongkai.load.folder import read_archive
from gongkai.settings import examine_settings

GUIDE: Final = ROOT / "docs/guide/bureau.md"


def test_the_examples_of_the_register_are_right_when_followed_to_the_letter(bureau: Path) -> None:
    """Uncommented as the file says, they give the years that they speak of."""
    text = git(bureau, "show", "HEAD^:data/units.yml")
    entries = [line.removeprefix("# ") for line in text.splitlines() if re.match(r"# ( *[\w-]+:|  )", line)]
    (bureau / "data/units.yml").write_text("\n".join(entries) + "\n", encoding="utf-8")
    archive, problems = read_archive(bureau)
    assert list(problems) == []
    years = {unit: [year for year in range(2014, 2026) if archive.exists_in(unit, year)] for unit in archive.units}
    assert (years["wenhua"][-1], years["lvyou"][-1], years["wenlv"][0]) == (2019, 2019, 2020)
    assert (years["zhaoshang"][0], years["zhaoshang"][-1]) == (2016, 2021)
    assert len(years["caizheng"]) == len(years["weijian"]) == 12
    assert archive.units["weijian"].name_in(2018) == "某某区卫生和计划生育局"


def registers() -> list[str]:
    """What README and the guide tell a bureau to write into units.yml, without the indentation of a list."""
    texts = [(ROOT / "README.md").read_text(encoding="utf-8"), GUIDE.read_text(encoding="utf-8")]
    blocks = [
        textwrap.dedent(block) for text in texts for block in re.findall(r"^ *```yaml\n(.*?)```", text, re.M | re.S)
    ]
    return [block for block in blocks if re.search("^caizheng:", block, re.M)]


def test_the_registers_of_readme_and_guide_are_right_when_followed_to_the_letter(tmp_path: Path) -> None:
    """Nobody who has gone is asked for a report of later years, and no new unit for one of earlier years."""
    shown = registers()
    assert len(shown) == 2
    for number, text in enumerate(shown):
        folder = tmp_path / str(number)
        write(folder, **{"data__units.yml": text})
        archive, problems = read_archive(folder)
        assert list(problems) == []
        began = archive.units["wenlv"].origin
        assert began is not None
        for former in ("wenhua", "lvyou"):
            assert archive.exists_in(former, began.year - 1)
            assert not archive.exists_in(former, began.year)
        assert archive.exists_in("wenlv", began.year)
        assert not archive.exists_in("wenlv", began.year - 1)


def commands(heading: str) -> str:
    """The commands of a section of the guide."""
    section = GUIDE.read_text(encoding="utf-8").partition(heading)[2]
    return section.partition("```sh\n")[2].partition("```")[0]


def test_the_commands_of_the_guide_lead_to_a_repository_and_to_its_next_version(program: Path, tmp_path: Path) -> None:
    """As they are written, one after the other, but for cloning, installing and building."""
    (words,) = re.findall(r"\.venv/bin/gongkai (init .*)", commands("{#fuke}"))
    done = gongkai(*words.split(), cwd=program)
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "jixiao"
    assert examine_settings(folder).publisher == "某某区财政局"
    next_version(program)
    (words,) = re.findall(r"\.venv/bin/gongkai (upgrade .*)", commands("{#shengji}"))
    address = words.split()[1]
    git(folder, "switch", "--quiet", "-c", "xin-banben")
    done = gongkai(*words.replace(address, program.as_uri()).split(), cwd=folder)
    assert done.returncode == 0, done.stderr
    assert git(folder, "show", "HEAD:docs/new") == "new"
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (words,) = re.findall(r"\.venv/bin/gongkai (init .*)", readme)
    assert words in commands("{#fuke}")


def test_the_options_that_the_guide_names_are_those_of_the_command(tmp_path: Path) -> None:
    table = GUIDE.read_text(encoding="utf-8").partition("{#fuke}")[2].partition("{#danwei}")[0]
    named = set(re.findall(r"--[a-z]+", "".join(line for line in table.splitlines() if line.startswith("| `--"))))
    assert named == set(re.findall(r"^ +(--[a-z]+) ", gongkai("init", "--help", cwd=tmp_path).stdout, re.M)) - {
        "--help"
    }
