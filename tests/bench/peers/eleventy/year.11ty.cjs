const { escape, money, signed, row, table } = require("./tables.cjs");

const SHOWN = ["支出总计", "本年支出合计", "基本支出", "项目支出", "公用经费", "“三公”经费"];

exports.data = {
  pagination: { data: "db.years", size: 1, alias: "y" },
  permalink: ({ y }) => `/years/${y.year}/`,
  eleventyComputed: { title: ({ y }) => `${y.year}年度全部单位` },
};

function reportRow(report, before) {
  const figures = report.figures, spent = figures["本年支出合计"], last = before.get(report.unit)?.figures["本年支出合计"];
  const change = last ? signed(((spent - last) / last) * 100, 1) + "%" : "—";
  const budget = figures["年初预算"], over = [signed(spent - budget, 2), signed(((spent - budget) / budget) * 100, 1) + "%"];
  const name = `<a href="/units/${report.unit}/${report.year}/">${escape(report.name)}</a>`;
  return row(name, [...SHOWN.map((key) => money(figures[key])), ...over, change, money(figures["自评得分（分）"]), figures["自评等级"]]);
}

exports.render = ({ y }) =>
  table(`${y.year}年度各单位主要数字`, ["单位", ...SHOWN, "比年初预算", "比年初预算（%）", "支出比上年", "自评得分", "等级"], y.reports.map((report) => reportRow(report, y.before)));
