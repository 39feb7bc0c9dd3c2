// The words and indicators of a page, from the record as it was published.
const SECTIONS = [
  ["部门、单位基本情况", (d) => d.概况.基本情况], ["主要职能职责", (d) => d.概况.主要职责],
  ["项目组织实施情况", (d) => d.项目组织实施], ["资产管理情况", (d) => d.资产管理],
  ["部门整体支出绩效情况", (d) => d.绩效.成效], ["存在的问题及原因分析", (d) => d.问题],
  ["下一步改进措施", (d) => d.改进措施], ["自评结果拟应用和公开情况", (d) => d.绩效.结果应用],
];
const text = (words) => (Array.isArray(words) ? words.map((point, at) => `${at + 1}. ${point}`).join("\n") : words);

exports.words = (document) => ({
  introduction: document.引言,
  sections: SECTIONS.map(([title, of]) => ({ title, text: text(of(document)) })),
  indicators: document.自评表.指标.map((row) => ({
    name: row.三级指标, kind: `${row.一级指标} · ${row.二级指标}`, target: `${row.计算符号}${row.年度指标值}${row.计量单位}`,
    achieved: `${row.实际完成值}${row.计量单位}`, weight: row.分值, score: row.得分, note: row.偏差原因 ?? "—",
  })),
});
