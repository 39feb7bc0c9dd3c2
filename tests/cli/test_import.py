"""``gongkai import``: a clerk's documents become data files; what is not certain is asked, nothing is overwritten."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from tests.cli.test_check import Done, gongkai
from tests.conftest import DEMO, ROOT, SEED
from tests.importer.documents import grid, page_of, word_of

from gongkai.importer.document import Grid, Paragraph
from gongkai.load.record_file import parse_record
from gongkai.model.changed import changed_values
from gongkai.model.form import figures_of
from gongkai.model.paths import texts_of
from gongkai.model.report import Report

REPORT = SEED / "2020-report.txt"
FILE = "data/2020/zhengxiang-renda.yml"
BODY = """\
{unit}{year}年度部门整体支出绩效自评报告
一、部门概况
（一）基本情况
本单位内设机构3个，年末实有人数43人。
二、部门整体支出情况
（一）“三公”经费
{year}年“三公”经费支出{spent}万元，其中公务接待费{spent}万元。
"""


def report_of(unit: str, year: int = 2023, spent: str = "3.20") -> str:
    return BODY.format(unit=unit, year=year, spent=spent)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The seed without its report."""
    shutil.copytree(SEED / "data", tmp_path / "data")
    (tmp_path / FILE).unlink()
    return tmp_path


@pytest.fixture
def district(tmp_path: Path) -> Path:
    """The fictional district before anybody has written a report for 2023."""
    shutil.copytree(DEMO / "data", tmp_path / "data", ignore=shutil.ignore_patterns("20*"))
    (tmp_path / "data/2023").mkdir()
    shutil.copy(DEMO / "data/2023/_year.yml", tmp_path / "data/2023")
    (tmp_path / "报告").mkdir()
    return tmp_path


def read(path: Path) -> Report:
    report, document = parse_record(path.read_text("utf-8"), path.name, Report)
    assert report is not None, document.problems
    return report


def stated(report: Report) -> dict[tuple[object, ...], Decimal | None]:
    """Every figure of a report that somebody stated, column by column."""
    return {
        (*figure.path, column): value
        for figure in figures_of(report)
        for column, value in figure.item.columns.items()
        if value is not None and not figure.is_derived(column)
    }


def paragraphs(report: Report) -> set[tuple[object, str]]:
    """Every paragraph with its place."""
    spans = (span for span in texts_of(report) if span.is_narrative)
    return {(span.path, part) for span in spans for part in span.text.split("\n\n")}


def as_txt(lines: list[str]) -> bytes:
    return "\n".join(lines).encode()


def as_old_txt(lines: list[str]) -> bytes:
    return "\r\n".join(lines).encode("gb18030")


def as_docx(lines: list[str]) -> bytes:
    return word_of(map(Paragraph, lines))


def as_html(lines: list[str]) -> bytes:
    links = "".join(f"<li><a href='#'>{word}</a></li>" for word in ("首页", "政务公开", "办事服务", "互动交流"))
    page = (
        f"<meta charset=utf-8><title>报告</title><div class='nav'><ul>{links}</ul></div>"
        f"<div class='crumb'>当前位置：<a>首页</a> &gt; 正文</div><div id='zoom'>{page_of(map(Paragraph, lines))}</div>"
        f"<div class='foot'>主办：区人民政府办公室 网站标识码：0000000000</div>"
    )
    return page.encode()


@pytest.mark.parametrize(
    ("name", "write"), [("a.txt", as_txt), ("b.txt", as_old_txt), ("a.docx", as_docx), ("a.html", as_html)]
)
def test_the_report_of_the_seed_is_read_with_every_figure_and_every_paragraph(
    project: Path, name: str, write: Callable[[list[str]], bytes]
) -> None:
    (project / name).write_bytes(write([line for line in REPORT.read_text("utf-8").splitlines() if line.strip()]))
    done = gongkai("import", name, cwd=project)
    assert done.returncode == 1, done.stderr  # its own parts do not make its total
    assert f"写成 {FILE}，状态是“待公开”" in done.stdout
    assert "必须改 D09" in done.stdout
    assert "没有找到：" in done.stdout
    assert "待核对：" not in done.stdout
    report, right = read(project / FILE), read(SEED / FILE)
    # worked out by a clerk, from differences
    worked_out = {("收支", "基本支出", "initial_budget"), ("公用经费", "initial_budget")}
    assert stated(report) == {path: value for path, value in stated(right).items() if path not in worked_out}
    changes = report.finance.basic_expenditure.changes, report.operating_funds.changes
    assert [change and change.on_budget for change in changes] == [Decimal("176.59"), Decimal("2.23")]
    assert (report.evaluation.grade, report.title) == (right.evaluation.grade, right.title)
    assert paragraphs(report) == paragraphs(right)


def test_every_figure_has_the_words_it_was_taken_from_beside_it(project: Path) -> None:
    gongkai("import", REPORT, cwd=project)
    assert gongkai("fmt", "--check", FILE, cwd=project).returncode == 0
    lines = (project / FILE).read_text("utf-8").splitlines()
    figures = [line for line in lines if line.partition("#")[0].rstrip()[-1:].isdigit()]
    assert len(figures) == 20
    for line in figures:
        value = line.partition("#")[0].rpartition(":")[2].strip()
        assert "# 原文：" in line
        assert value in line.partition("#")[2] or value in {"43", "8"}  # in Chinese numerals


def test_nothing_is_overwritten(project: Path) -> None:
    (project / FILE).write_text("标题: 我的\n", "utf-8")
    done = gongkai("import", REPORT, cwd=project)
    assert done.returncode == 1
    assert "已经有了（2020 年度），没有改动它。怎么改：用 --output" in done.stdout
    assert (project / FILE).read_text("utf-8") == "标题: 我的\n"
    done = gongkai("import", REPORT, "--output", "草稿/a.yml", cwd=project)
    assert "写成 草稿/a.yml" in done.stdout
    assert f"放到 {FILE}，再运行 gongkai check {FILE}" in done.stdout
    assert read(project / "草稿/a.yml").evaluation.score == 94
    assert gongkai("import", REPORT, "--output", "草稿/a.yml", cwd=project).returncode == 1
    assert (project / FILE).read_text("utf-8") == "标题: 我的\n"


def told(done: Done) -> str:
    return done.stdout + done.stderr


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["没有.docx"], 2, "找不到 没有.docx。"),
        ([str(REPORT), "--unit", "caizheng"], 2, "单位“caizheng”没有在 data/units.yml 登记。先登记，再导入。"),
        ([str(REPORT), "--year", "2021"], 1, "写的是 2020 年度，不是 2021 年度"),
        (["局.txt"], 1, "文件里写的单位是“演示市无名局”，登记表里没有这个名称。怎么改：用 --unit 写明单位标识"),
        (["旧.txt"], 1, "还没有 2019 年度的规则 data/2019/_year.yml。怎么改：建立这个文件，写上一行“提纲: 湖南2016”"),
        (["空.txt"], 1, "空.txt："),
        (["决算.txt"], 1, "这是决算，不是绩效评价、自评报告，没有录入。怎么改："),
        (["预算.txt", "--unit", "zhengxiang-renda"], 1, "这是预算，不是绩效评价、自评报告，没有录入。怎么改："),
        (["名单.txt"], 1, "怎么改："),
        (["data/units.yml"], 2, "data/units.yml 是数据文件，不用导入。运行 gongkai check data/units.yml 校核它。"),
        ([], 2, "缺少"),
    ],
)  # fmt: skip  # a table
def test_what_cannot_be_done_is_said_with_its_cure(project: Path, words: list[str], code: int, said: str) -> None:
    name = "衡阳市蒸湘区人民代表大会常务委员会"
    for file, content in {
        "局.txt": report_of("演示市无名局", 2020), "旧.txt": report_of(name, 2019),
        "空.txt": "", "决算.txt": f"{name}2020年度部门决算公开说明\n一、收入情况\n全年收入3.20万元。\n",
        "预算.txt": f"{name}\n2020年部门预算公开\n一、收入情况\n全年收入3.20万元。\n", "名单.txt": "张三\n李四\n",
    }.items():  # fmt: skip  # a table
        (project / file).write_text(content, "utf-8")
    before = sorted(project.rglob("*.yml"))
    done = gongkai("import", *words, cwd=project)
    assert said in told(done)
    assert done.returncode == code
    assert sorted(project.rglob("*.yml")) == before


def test_a_new_year_begins_with_the_rules_of_the_last(project: Path) -> None:
    (project / "新.txt").write_text(report_of("衡阳市蒸湘区人民代表大会常务委员会", 2021), "utf-8")
    done = gongkai("import", "新.txt", cwd=project)
    said = "2021 年度的规则 _year.yml 照抄 2020 年度，公开期限留空，请核对提纲、等级和期限。"
    assert done.stdout.count(said) == 1
    begun, last = (yaml.safe_load((project / f"data/{year}/_year.yml").read_text("utf-8")) for year in (2021, 2020))
    assert begun == last | {"公开期限": {**last["公开期限"], "截止日期": None}}
    assert (project / "data/2021/zhengxiang-renda.yml").is_file()
    assert "_schema.json" not in gongkai("check", cwd=project).stdout


def test_a_report_of_another_unit_is_not_taken_for_the_one_that_was_named(district: Path) -> None:
    (district / "a.txt").write_text(report_of("云溪市演示区财政局"), "utf-8")
    done = gongkai("import", "a.txt", "--unit", "yanshi-jiaoyu", cwd=district)
    assert "“a.txt”写的单位是“云溪市演示区财政局”（yanshi-caizheng），不是“云溪市演示区教育局”" in done.stdout
    assert done.returncode == 1
    assert not list(district.glob("data/2023/y*"))


def test_a_contradiction_between_report_and_form_is_asked_and_not_guessed(district: Path) -> None:
    (district / "报告.txt").write_text(report_of("云溪市演示区财政局"), "utf-8")
    (district / "补充.txt").write_text(report_of("云溪市演示区财政局", spent="3.02"), "utf-8")
    done = gongkai("import", "报告.txt", "补充.txt", cwd=district)
    assert done.returncode == 1
    text = (district / "data/2023/yanshi-caizheng.yml").read_text("utf-8")
    line = next(line for line in text.splitlines() if "公务接待费: null" in line)
    assert line.lstrip().startswith("公务接待费: null    # 待核对：报告.txt 第")
    assert "写 3.20，补充.txt 第" in line
    assert "写 3.02" in line
    assert "待核对：2 处" in done.stdout
    assert "    三公经费/其中/公务接待费/决算：报告.txt" in done.stdout
    situation = read(district / "data/2023/yanshi-caizheng.yml").profile.situation
    assert situation is not None
    assert situation.count("本单位内设机构3个") == 1  # a paragraph that both files have


def test_a_report_in_word_and_its_form_in_excel_are_one_file(district: Path) -> None:
    lines = report_of("云溪市演示区财政局").splitlines()
    (district / "报告.docx").write_bytes(word_of(map(Paragraph, lines)))
    done = gongkai("import", "报告.docx", cwd=district)
    assert "读了 报告.docx（Word）" in done.stdout
    assert read(district / "data/2023/yanshi-caizheng.yml").three_public.actual == Decimal("3.20")


def test_a_folder_of_units_is_matched_by_name_and_told_of_at_one_go(district: Path) -> None:
    files = {
        "区财政局2023年自评报告.txt": report_of("财政部门"), "2.txt": report_of("云溪市演示区教育局本级"),
        "交通运输局/报告.txt": report_of("我局"), "交通运输局/补充.txt": "二、采购情况\n2023年政府采购支出2.00万元。\n",
        "云溪市演示区卫生和计划生育局.txt": report_of("我局", 2019), "图书馆2023.txt": report_of("本馆"),
        "人大常委会.txt": report_of("区人大常委会"), "无名局.txt": report_of("演示市无名局"), "坏.docx": "PK",
        "照片.png": "x", "~$报告.docx": "x", "某局.txt": report_of("我局"),
    }  # fmt: skip  # a table
    for name, content in files.items():
        (district / "报告" / name).parent.mkdir(exist_ok=True)
        (district / "报告" / name).write_text(content, "utf-8")
    done = gongkai("import", "报告", "--year", "2023", cwd=district)
    assert done.returncode == 1
    written = {path.stem[7:]: path for path in district.glob("data/2023/y*")}
    assert written.keys() == {"caizheng", "jiaoyu-benji", "jiaotong", "tushuguan", "renda"}
    assert "录自：报告.txt、补充.txt" in written["jiaotong"].read_text("utf-8")
    assert "[1/6] " in done.stdout
    assert "[6/6] " in done.stdout
    assert "写了 5 份，没有写的 1 份，没有录入的文件 3 个。" in done.stdout
    refused = done.stdout.partition("没有写的（1）：\n")[2].partition("\n")[0]
    assert "云溪市演示区卫生健康局（yanshi-weijian）" in refused
    assert "写的是 2019 年度，不是 2023 年度" in refused
    failed = done.stdout.partition("没有录入的文件（3）：\n")[2].partition("2023 年度还没有报告的单位（12）：\n")
    names = [line.split("：")[0].strip() for line in failed[0].splitlines()]
    assert names == ["报告/坏.docx", "报告/无名局.txt", "报告/某局.txt"]
    assert "    云溪市演示区教育局（yanshi-jiaoyu）\n" in failed[2]
    assert "云溪市演示区文化局" not in failed[2]  # abolished
    again = gongkai("import", "报告", "--year", "2023", cwd=district)
    assert "写了 0 份，没有写的 6 份" in again.stdout


def test_the_year_of_each_report_decides_its_folder(district: Path) -> None:
    shutil.copytree(district / "data/2023", district / "data/2022")
    for year in (2022, 2023):
        (district / f"报告/{year}.txt").write_text(report_of("云溪市演示区财政局", year), "utf-8")
    gongkai("import", "报告", cwd=district)
    assert [path.parent.name for path in sorted(district.glob("data/*/yanshi-caizheng.yml"))] == ["2022", "2023"]


def test_what_passes_the_check_and_asks_nothing_ends_well(district: Path) -> None:
    (district / "a.txt").write_text(report_of("云溪市演示区财政局"), "utf-8")
    done = gongkai("import", "a.txt", cwd=district)
    assert done.returncode == 0
    assert "没有必须改的，可以提交" in done.stdout
    assert gongkai("check", "data/2023/yanshi-caizheng.yml", cwd=district).returncode == 0


def test_what_asks_anything_does_not_end_as_ready(district: Path) -> None:
    words = report_of("云溪市演示区财政局").replace("二、部门整体", "2023年度总收入900万元。\n二、部门整体")
    (district / "a.txt").write_text(words, "utf-8")
    done = gongkai("import", "a.txt", cwd=district)
    assert "待核对：" in done.stdout
    assert "可以提交" not in done.stdout
    assert "填好再提交" in done.stdout


def test_the_help_is_chinese() -> None:
    done = gongkai("import", "--help", cwd=SEED)
    assert done.returncode == 0
    assert "用法：" in done.stdout
    assert "--output" in done.stdout
    assert "已有的数据文件不会被覆盖" in done.stdout
    assert "import" in gongkai("--help", cwd=SEED).stdout


FORMS = ["2018/yanshi-caizheng", "2020/yanshi-baomi", "2022/yanshi-diyi-zhongxue"]


@pytest.mark.parametrize("name", FORMS)
def test_the_official_form_comes_back_as_the_report_that_it_was_made_of(tmp_path: Path, name: str) -> None:
    year, unit = name.split("/")
    shutil.copytree(DEMO / "data", tmp_path / "data")
    file = tmp_path / f"data/{name}.yml"
    before = read(file)
    assert gongkai("template", year, unit, "--output", "表.xlsx", cwd=tmp_path).returncode == 0
    file.unlink()
    done = gongkai("import", "表.xlsx", cwd=tmp_path)
    assert f"写成 data/{name}.yml" in done.stdout
    assert list(changed_values(before, read(file))) == []
    assert "待核对" not in file.read_text("utf-8").partition("\n标题")[2]


def test_an_empty_form_is_refused(district: Path) -> None:
    assert gongkai("template", "2023", "yanshi-caizheng", "--output", "表.xlsx", cwd=district).returncode == 0
    done = gongkai("import", "表.xlsx", cwd=district)
    assert "没有可以录入的内容" in done.stdout
    assert done.returncode == 1


def test_a_form_and_a_report_are_held_against_each_other(district: Path) -> None:
    (district / "报告.txt").write_text(report_of("云溪市演示区财政局", spent="3.21"), "utf-8")
    shutil.copy(DEMO / "data/2023/yanshi-caizheng.yml", district / "data/2023")
    receptions = read(district / "data/2023/yanshi-caizheng.yml").three_public.parts.official_receptions.actual
    gongkai("template", "2023", "yanshi-caizheng", "--output", "表.xlsx", cwd=district)
    (district / "data/2023/yanshi-caizheng.yml").unlink()
    done = gongkai("import", "报告.txt", "表.xlsx", cwd=district)
    assert f"写 3.21，表.xlsx写 {receptions}" in done.stdout


def test_pictures_are_refused_and_a_page_that_is_one_is_told(district: Path) -> None:
    printed = ROOT / "tests/importer/printed"
    done = gongkai("import", printed / "pictures.pdf", "--unit", "yanshi-caizheng", "--year", "2023", cwd=district)
    assert "pictures.pdf：PDF 里全是图片（扫描件），没有文字" in done.stdout
    assert "没有写任何文件。" in done.stdout
    assert done.returncode == 1


def test_amounts_in_yuan_are_shifted_exactly_and_the_file_says_so(district: Path) -> None:
    lines = report_of("云溪市演示区财政局").replace("3.20万元", "32,001.50元").splitlines()
    table = grid("项目|2023年决算数", "公用经费|1,599,212.34")
    blocks: list[Paragraph | Grid] = [*map(Paragraph, lines), Paragraph("基本情况表"), Paragraph("单位：元"), table]
    (district / "a.docx").write_bytes(word_of(blocks))
    gongkai("import", "a.docx", cwd=district)
    file = district / "data/2023/yanshi-caizheng.yml"
    report = read(file)
    assert report.three_public.parts.official_receptions.actual == Decimal("3.20015")
    assert report.operating_funds.actual == Decimal("159.921234")
    assert "（原文的表用元，已准确换算）" in file.read_text("utf-8")


def test_a_file_that_cannot_be_opened_is_told_and_stops_no_other(district: Path) -> None:
    (district / "报告/区财政局.txt").write_text(report_of("云溪市演示区财政局"), "utf-8")
    (district / "报告/区教育局.txt").symlink_to("没有")
    (district / "报告/空").mkdir()
    done = gongkai("import", "报告", cwd=district)
    assert "写了 1 份" in done.stdout
    assert gongkai("import", "报告/空", cwd=district).returncode == 2


def test_a_folder_that_may_not_be_written_is_said_in_words(district: Path) -> None:
    (district / "a.txt").write_text(report_of("云溪市演示区财政局"), "utf-8")
    (district / "别处").write_text("", "utf-8")
    done = gongkai("import", "a.txt", "--output", "别处/x.yml", cwd=district)
    assert done.returncode in {1, 2}
    assert "别处" in told(done)


def test_what_is_of_another_unit_is_left_aside_and_told(district: Path) -> None:
    own, other = (
        grid(f"填报单位：云溪市演示区{name}|<", "公务接待费（万元）|决算数", "公务接待费|3.20")
        for name in ("教育局", "财政局")
    )
    book = district / "报告/附表.docx"
    book.write_bytes(word_of([Paragraph("2023年度"), own, Paragraph("另一张"), other]))
    asked = gongkai("import", str(book), "--year", "2023", cwd=district)
    assert asked.returncode == 1
    assert "说不准是哪个单位的" in asked.stdout
    done = gongkai("import", str(book), "--year", "2023", "--unit", "yanshi-jiaoyu", cwd=district)
    assert done.returncode == 1
    assert "没有录进来：1 处" in done.stdout
    command = re.search("gongkai (import .+ --unit yanshi-caizheng)", done.stdout)
    assert command
    gongkai(*shlex.split(command[1]), cwd=district)
    assert (district / "data/2023/yanshi-caizheng.yml").is_file()
    report = district / "报告/2报告.txt"
    report.write_text(report_of("云溪市演示区财政局"), "utf-8")
    named = district / "报告/区教育局.txt"
    named.write_text(report_of("我局"), "utf-8")
    done = gongkai("import", str(report), str(named), "--year", "2023", "--unit", "yanshi-caizheng", cwd=district)
    assert done.returncode == 1
    assert "文件名里写的单位是“云溪市演示区教育局”（yanshi-jiaoyu）" in done.stdout
    assert "读了 2报告.txt（文本）\n" in done.stdout


def test_the_tables_of_an_account_are_annexes_of_the_report_that_is_named_with_them(district: Path) -> None:
    table = grid(
        "收入支出决算总表|<|<|<", "部门：云溪市演示区财政局|<|<|单位：万元",
        "收入|<|支出|<", "项目|金额|项目|金额", "本年收入合计|90.00|本年支出合计|88.00", "总计|95.00|总计|95.00",
    )  # fmt: skip  # a table
    report, account = district / "报告/1.txt", district / "报告/2023年度财政局决算公开表.docx"
    report.write_text(report_of("云溪市演示区财政局"), "utf-8")
    account.write_bytes(word_of([table]))
    alone = gongkai("import", str(account), cwd=district)
    assert alone.returncode == 1
    assert "文件名写上年度和单位，和报告的文件一起写在命令里再导入" in alone.stdout
    together = gongkai("import", str(report), str(account), cwd=district)
    assert "没有录入" not in together.stdout
    data = read(district / "data/2023/yanshi-caizheng.yml")
    assert stated(data)["收支", "本年支出合计", "actual"] == Decimal("88.00")
    (district / "data/2023/yanshi-caizheng.yml").unlink()
    folder = gongkai("import", str(district / "报告"), cwd=district)
    assert "2023年度财政局决算公开表.docx：这是决算" in folder.stdout
    account.rename(other := district / "报告/2022年度财政局决算公开表.docx")
    (district / "data/2023/yanshi-caizheng.yml").unlink()
    assert "这是决算" in gongkai("import", str(report), str(other), cwd=district).stdout
