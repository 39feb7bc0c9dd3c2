"""A clerk's first tools: next year's file, and the schema that editors check with."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import yaml
from tests.cli.test_check import gongkai
from tests.conftest import DEMO, SEED, build, demo, project_copy
from tests.load.test_input_cases import CASES, EXPECTED

from gongkai.load.folder import read_archive
from gongkai.load.yaml_text import parse_yaml
from gongkai.model.year import YearRules
from gongkai.open_data.data_file import SCHEMA_FILE, SCHEMA_LINE, report_schema

#: What a JSON Schema cannot say: relations inside a file, other files, digits after the point, days of a month.
BEYOND_SCHEMA = {"S17", "S18", "S19", "S21", "S22", "S23", "S24", "S27", "R05", "Y11"}


def data_copy(folder: Path, project: Path = SEED) -> Path:
    """A copy of a project's data, of the demo's its last year."""
    shutil.copytree(
        project / "data", folder / "data", ignore=shutil.ignore_patterns("201?", "202[0-2]" if project == DEMO else "")
    )
    return folder


def test_next_years_file_follows_the_last(tmp_path: Path) -> None:
    project = data_copy(tmp_path)
    done = gongkai("new", "2021", "zhengxiang-renda", cwd=project)
    assert done.returncode == 0, done.stderr
    text = (project / "data/2021/zhengxiang-renda.yml").read_text(encoding="utf-8")
    assert text.startswith(SCHEMA_LINE)
    archive, problems = read_archive(project)
    assert [problem.code for problem in problems] == ["S21"]
    report = archive.entries["zhengxiang-renda", 2021].report
    assert report is not None
    assert report.finance.basic_expenditure.parts.wages_and_benefits.prior_actual == Decimal("719.29")
    assert report.finance.basic_expenditure.actual is None
    assert report.finance.project_expenditure.parts["一般公共服务支出"].prior_actual == 0
    assert report.corrections == ()
    blanks = [line for line in text.splitlines() if ": null" in line and line.strip()[:4] not in {"年初预算", "决算: "}]
    assert blanks
    assert all("    # " in line for line in blanks)


def test_rules_in_another_encoding_are_told_and_nothing_is_written(tmp_path: Path) -> None:
    project = data_copy(tmp_path)
    rules = project / "data/2020/_year.yml"
    rules.write_bytes(rules.read_text(encoding="utf-8").encode("gbk"))
    done = gongkai("new", "2021", "zhengxiang-renda", cwd=project)
    assert done.returncode == 2
    assert "data/2020/_year.yml" in done.stderr
    assert "GBK" in done.stderr
    assert "另存为" in done.stderr
    assert not (project / "data/2021").exists()


def test_a_new_file_asks_only_for_what_is_to_be_filled_in_and_then_passes(tmp_path: Path) -> None:
    project = project_copy(tmp_path / "project", DEMO)
    assert gongkai("new", "2024", "yanshi-caizheng", cwd=project).returncode == 0
    file = project / "data/2024/yanshi-caizheng.yml"
    done = gongkai("check", "data/2024", cwd=project)
    assert done.returncode == 0, done.stdout
    told = [line for line in done.stdout.splitlines() if line.startswith("data/2024")]
    assert len(told) == 1
    assert "S21 还有 " in told[0]
    assert "收支（" in told[0]
    filled = (DEMO / "data/2023/yanshi-caizheng.yml").read_text(encoding="utf-8")
    prior = {
        "上年决算: [^,}\n]*": "上年决算: null",
        "2023年度": "2024年度",
        "年初结转和结余: .*": "年初结转和结余: null",
    }
    for old, new in prior.items():
        filled = re.sub(old, new, filled)
    file.write_text(filled.replace("2024-08", "2025-08"), encoding="utf-8")
    done = gongkai("check", "data/2024", cwd=project)
    assert done.returncode == 0, done.stdout
    built = build(project / "mkdocs.yml", tmp_path / "site", "--strict")
    assert built.returncode == 0, built.stderr
    assert "云溪市演示区财政局" in (tmp_path / "site/units/yanshi-caizheng/2024/index.html").read_text(encoding="utf-8")


def test_a_file_is_never_overwritten(tmp_path: Path) -> None:
    project = data_copy(tmp_path)
    before = (project / "data/2020/zhengxiang-renda.yml").read_bytes()
    done = gongkai("new", "2020", "zhengxiang-renda", cwd=project)
    assert done.returncode == 2
    assert "没有改动" in done.stderr
    assert (project / "data/2020/zhengxiang-renda.yml").read_bytes() == before


def test_last_years_figures_come_only_from_last_year(tmp_path: Path) -> None:
    project = data_copy(tmp_path)
    done = gongkai("new", "2023", "zhengxiang-renda", cwd=project)
    assert "没有可以读的 2022 年度报告" in done.stdout
    text = (project / "data/2023/zhengxiang-renda.yml").read_text(encoding="utf-8")
    assert "719.29" not in text
    assert "工资福利支出: {上年决算: null" in text
    assert (project / "data/_schema.json").exists()


def test_an_abolished_unit_gets_no_new_file(tmp_path: Path) -> None:
    project = data_copy(tmp_path, DEMO)
    done = gongkai("new", "2024", "yanshi-wenhua", cwd=project)
    assert done.returncode == 2
    assert "已经撤销" in done.stderr
    assert not (project / "data/2024").exists()


def test_a_new_years_rules_leave_the_deadline_open(tmp_path: Path) -> None:
    project = data_copy(tmp_path, DEMO)
    assert gongkai("new", "2024", "yanshi-renda", cwd=project).returncode == 0
    assert "截止日期: null" in (project / "data/2024/_year.yml").read_text(encoding="utf-8")


def test_an_unknown_unit_is_refused(tmp_path: Path) -> None:
    done = gongkai("new", "2021", "nirgends", cwd=data_copy(tmp_path))
    assert done.returncode == 2
    assert "没有在 data/units.yml 登记" in done.stderr


def test_the_committed_schema_is_that_of_the_models() -> None:
    written = json.loads((DEMO / "data" / SCHEMA_FILE).read_text(encoding="utf-8"))
    assert written == report_schema(demo().archive.years.values())


def test_a_schema_for_all_years_knows_the_grades_of_each() -> None:
    bands = [[{"等级": grade, "下限": Decimal(80)}] for grade in ("优", "一等")]
    years = [YearRules.model_validate({"提纲": "湖南2016", "等级": grades}) for grades in bands]
    graded = [report_schema(years), report_schema([*years, YearRules.model_validate({"提纲": "湖南2016"})])]
    found = [schema["$defs"]["Evaluation"]["properties"]["自评等级"].get("enum") for schema in graded]
    assert found == [["优", "一等", None], None]


def test_every_data_file_names_its_schema() -> None:
    files = [f for root in (SEED, DEMO) for f in root.glob("data/*/[a-z]*.yml")]
    assert len(files) > 90
    for file in files:
        assert file.read_text(encoding="utf-8").startswith(SCHEMA_LINE)


def plain(value: Any) -> Any:
    """As an editor reads the file: whole numbers are integers, the others floats."""
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [plain(part) for part in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def validator(schema: dict[str, Any]) -> jsonschema.Draft202012Validator:
    """What an editor checks with."""
    checker = jsonschema.FormatChecker()
    checker.checks("date", raises=ValueError)(lambda day: bool(date.fromisoformat(str(day))))
    return jsonschema.Draft202012Validator(schema, format_checker=checker)


SCHEMA = report_schema()


#: How large an amount may be, and with how many places, hangs on the measure of the file.
BEYOND_EDITORS = {"too-many-places", "amount-too-large", "yuan-places"}


def test_loader_and_schema_agree_on_every_case() -> None:
    editor, wrong = validator(SCHEMA), []
    for case, lines in EXPECTED.items():
        codes = {line.split()[2] for line in lines}
        if any(code[0] in "FY" for code in codes - BEYOND_SCHEMA) or case in BEYOND_EDITORS:
            continue  # not YAML that an editor's schema ever gets to see
        text = (CASES / f"{case}.yml").read_text(encoding="utf-8")
        if editor.is_valid(plain(parse_yaml(text, "x").value)) is bool(codes - BEYOND_SCHEMA):
            wrong.append(case)
    assert not wrong


def test_loader_and_schema_agree_on_good_data() -> None:
    for root, archive in ((SEED, read_archive(SEED)[0]), (DEMO, demo().archive)):
        editor = validator(report_schema(archive.years.values()))
        for entry in (entry for entry in archive.entries.values() if entry.year in {2020, 2023}):
            text = (root / entry.file).read_text(encoding="utf-8")
            if (entry.unit_id, entry.year) != ("yanshi-minzheng-benji", 2023):
                assert editor.is_valid(plain(parse_yaml(text, "x").value)), entry.file


def test_the_schema_speaks_chinese() -> None:
    text = json.dumps(SCHEMA, ensure_ascii=False)
    assert "单位：" not in yaml.safe_dump(list(SCHEMA["properties"]), allow_unicode=True)
    assert "Exactly as published" not in text
    for record in (SCHEMA, *SCHEMA["$defs"].values()):
        for shape in (record, *record.get("anyOf", ())):
            for key, declared in shape.get("properties", {}).items():
                assert declared["title"] == key
                assert declared["description"]
