// What the downloads say: the published record as JSON, and every figure, date and short text of it as a line of CSV.
const COLUMNS = ["上年决算", "年初预算", "全年预算", "决算"];
const PROSE = new Set(["引言", "概况", "资产管理", "项目组织实施", "成效", "结果应用", "问题", "改进措施", "偏差原因"]);
const MEASURES = {
  编制数: "人", 在职人员: "人", 离退休: "人", 公务用车保有量: "辆", 国内公务接待批次: "批次", 国内公务接待人次: "人次",
  固定资产: "万元", 车辆: "辆", 自评得分: "分", 分值: "分", 得分: "分",
};
const MAIN = ["收入总计", "支出总计", "本年支出合计", "基本支出", "项目支出", "公用经费", "“三公”经费", "年末人数（人）", "自评得分（分）"];
const HEAD = "\ufeff单位标识,单位,年度,项目,栏目,数值,计量单位,性质,数字,日期\r\n";
const ABOUT = { 格式版本: "1.1", 金额单位: "万元", 网站: "演示区预算绩效公开", 提示: "演示数据：单位和数字都是虚构的" };
const PUBLISHED = "湖南省部门整体支出绩效评价指标表";

const rounded = (value, places) => Number(value.toFixed(places));
const percentage = (part, whole) => (whole ? rounded((part / whole) * 100, 4) : null);
const nested = (value) => typeof value === "object" && value !== null;

// ---- 公开数 as rows ----

function addRecord(rows, record, path) {
  if (COLUMNS.some((column) => column in record)) for (const column of COLUMNS) rows.push([path, column, money(record[column]), "万元"]);
  for (const [key, value] of Object.entries(record)) {
    if (PROSE.has(key) || COLUMNS.includes(key)) continue;
    const at = key === "其中" ? path : path ? `${path}/${key}` : key;
    if (Array.isArray(value)) value.forEach((entry, number) => addEntry(rows, entry, `${at}/${number + 1} ${entry.三级指标 ?? entry.名称}`));
    else if (nested(value)) addRecord(rows, value, at);
    else rows.push([at, typeof value === "number" ? "数值" : key === "发布日期" ? "日期" : "文字", value, MEASURES[key] ?? ""]);
  }
}

function addEntry(rows, entry, path) {
  if ("决算" in entry) return addRecord(rows, entry, path);
  for (const [key, value] of Object.entries(entry)) {
    if (!PROSE.has(key)) rows.push([path, key, value, key === "年度指标值" || key === "实际完成值" ? entry.计量单位 : (MEASURES[key] ?? "")]);
  }
}

const money = (value) => (value === undefined ? "" : value.toFixed(2));

// ---- 计算数 ----

const compared = (value, base, names) => ({ [names[0]]: value, [names[1]]: base, 增减: rounded(value - base, 2), 增减百分比: percentage(value - base, base) });

function overYear(report) {
  if (!report.before) return {};
  const found = MAIN.map((key) => {
    const [, label, measure] = /^(.*?)(?:（(.)）)?$/.exec(key);
    return [label, { 计量单位: measure ?? "万元", ...compared(report.figures[key], report.before.figures[key], ["本年", "上年"]) }];
  });
  return Object.fromEntries(found);
}

function rates({ document: d, before }) {
  const staff = d.人员, visits = d.三公经费, funds = d.自评表.资金.年度资金总额, old = before?.document.三公经费.年初预算;
  const rate = (名称, part, whole, 公式, worked, 依据) => {
    const 数值 = percentage(part, whole);
    return { 名称, 数值, 计量单位: "%", 公式, 算式: `${worked}＝${((part / whole) * 100).toFixed(2).replace("-", "－")}%`, 依据, 满分: null, 最低得分: null, 最高得分: null };
  };
  const shown = (value) => value.toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ",");
  const a = shown(visits.年初预算), b = shown(visits.决算), c = shown(funds.决算), e = shown(funds.全年预算);
  return [
    rate("在职人员控制率", staff.在职人员, staff.编制数, "在职人员数÷编制数×100%", `${staff.在职人员}÷${staff.编制数}`, PUBLISHED),
    ...(old
      ? [rate("“三公经费”变动率", visits.年初预算 - old, old, "（本年三公经费预算数－上年三公经费预算数）÷上年三公经费预算数×100%", `（${a}－${shown(old)}）÷${shown(old)}`, PUBLISHED)]
      : []),
    rate("“三公经费”控制率", visits.决算, visits.年初预算, "三公经费实际支出数÷三公经费预算安排数×100%", `${b}÷${a}`, "岳阳市部门整体支出绩效评价指标表"),
    rate("预算执行率", funds.决算, funds.全年预算, "全年执行数÷全年预算数×100%", `${c}÷${e}`, "部门整体支出绩效自评表填报说明"),
  ];
}

const grade = (score) => (score >= 90 ? "优" : score >= 80 ? "良" : score >= 60 ? "中" : "差");

function computed(report) {
  const spent = report.document.收支.本年支出合计, { 自评得分, 自评等级 } = report.document.绩效;
  return {
    说明: "由本站按公开数计算，不是单位公开的内容",
    比上年: overYear(report),
    比年初预算: { 本年支出合计: compared(spent.决算, spent.年初预算, ["决算", "年初预算"]) },
    比率: rates(report),
    等级: { 自评得分, 计算等级: grade(自评得分), 公开等级: 自评等级 },
    校核: report.checks,
  };
}

function addComputed(rows, found) {
  const add = (label, against, one, measure) => rows.push([label, `${against}增减`, one.增减, measure], [label, `${against}增减百分比`, one.增减百分比, "%"]);
  for (const [label, one] of Object.entries(found.比上年)) add(label, "比上年", one, one.计量单位);
  for (const [label, one] of Object.entries(found.比年初预算)) add(label, "比年初预算", one, "万元");
  for (const one of found.比率) rows.push([one.名称, "比率", one.数值, "%"]);
  rows.push(["自评等级", "计算等级", found.等级.计算等级, ""]);
}

// ---- files ----

function cell(value) {
  const text = /^[=+@]|^-(?![0-9])/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

// The value once more in the column of its kind: a number, or a day.
const typed = ([, column, value]) => (column === "日期" ? `,${value}` : column !== "文字" && NUMBER.test(value) ? `${value},` : ",");
const NUMBER = /^-?(0|[1-9][0-9]*)(\.[0-9]+)?$/;

const who = (report) => ({ 标识: report.unit, 名称: report.name, 类别: report.category, 口径: "部门" });

// The texts of a report, made once for its own files and those of its unit and year.
function texts(report) {
  if (!report.texts) {
    const found = computed(report), stated = [], worked = [], start = [report.unit, report.name, report.year].map(cell).join(",");
    addRecord(stated, report.document, "");
    addComputed(worked, found);
    const lines = (rows, nature) => rows.map((row) => `${start},${row.map(cell).join(",")},${nature},${typed(row)}\r\n`).join("");
    const about = { ...ABOUT, 单位: who(report), 年度: report.year, 状态: "已公开", 网页: `units/${report.unit}/${report.year}/` };
    const record = JSON.stringify({ ...about, 数据文件: `data/${report.year}/${report.unit}.yml`, 公开数: report.document, 计算数: found });
    report.texts = { record, rows: lines(stated, "公开") + lines(worked, "计算") };
  }
  return report.texts;
}

const json = (report) => `${texts(report).record}\n`;
const csv = (reports) => HEAD + reports.map((report) => texts(report).rows).join("");
const collection = (whose, reports) =>
  `${JSON.stringify({ ...ABOUT, ...whose, 不显示数字的报告: [] }).slice(0, -1)},"报告":[\n${reports.map((report) => texts(report).record).join(",\n")}\n]}\n`;

// A template that writes one file for each of `data`.
const template = (data, permalink, render) => ({ data: { pagination: { data, size: 1, alias: "of" }, permalink, layout: false }, render: ({ of }) => render(of) });

module.exports = { json, csv, collection, who, template };
