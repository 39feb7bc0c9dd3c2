// Tables as strings; text is escaped, numbers are formatted.
const MARKS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escape = (text) => String(text).replace(/[&<>"]/g, (mark) => MARKS[mark]);
const money = (value) => (value === null ? "—" : value.toFixed(2));
const signed = (value, places) => (value >= 0 ? "+" : "") + value.toFixed(places);
const percent = (part, whole, places) => ((part / whole) * 100 + 1e-9).toFixed(places) + "%";
const row = (label, cells, level = 0) => `<tr><th class="l${level}">${label}</th>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>\n`;
const table = (caption, heads, rows) =>
  `<table><caption>${escape(caption)}</caption><thead><tr>${heads.map((head) => `<th>${head}</th>`).join("")}</tr></thead><tbody>\n${rows.join("")}</tbody></table>\n`;

const ALL_YEARS = ["收入总计", "支出总计", "本年支出合计", "基本支出", "项目支出", "公用经费", "“三公”经费"];

exports.escape = escape;
exports.money = money;
exports.signed = signed;
exports.row = row;
exports.table = table;

exports.amounts = (t) => {
  const adjusted = t.columns.includes("全年预算");
  const heads = ["项目", ...t.columns, ...(t.gap ? ["比年初预算"] : []), ...(t.whole ? ["占比"] : [])];
  const rows = t.rows.map((line) => {
    const cells = [money(line.initial)];
    if (adjusted) cells.push(money(line.adjusted));
    cells.push(money(line.actual));
    if (t.gap) cells.push(line.initial === null ? "—" : signed(line.actual - line.initial, 2));
    if (t.whole) cells.push(percent(line.actual, t.whole, 1));
    return row(escape(line.label), cells, line.level);
  });
  return table(t.caption, heads, rows);
};

exports.counts = ({ caption, rows, rate }) =>
  table(caption, ["项目", "数量"], [
    ...rows.map((line) => row(escape(line.label), [line.money ? money(line.value) : line.value])),
    ...(rate ? [row("在职人员控制率（在职人员÷编制数）", [percent(rate.part, rate.whole, 2)])] : []),
  ]);

exports.indicators = (rows) =>
  table(
    "绩效指标完成情况",
    ["三级指标", "指标类别", "年度指标值", "实际完成值", "分值", "得分", "偏差原因及改进措施"],
    rows.map((i) => row(escape(i.name), [escape(i.kind), escape(i.target), escape(i.achieved), i.weight, money(i.score), escape(i.note)])),
  );

exports.allYears = (reports) =>
  table("历年主要数字", ["项目", ...reports.map((r) => `<a href="/units/${r.unit}/${r.year}/">${r.year}</a>`)], [
    ...ALL_YEARS.map((key) => row(key, reports.map((r) => money(r.figures[key])))),
    row("年末人数（人）", reports.map((r) => r.figures["年末人数（人）"])),
    row("自评得分（分）", reports.map((r) => money(r.figures["自评得分（分）"]))),
    row("自评等级", reports.map((r) => r.figures["自评等级"])),
  ]);
