const { escape, amounts, counts, indicators, allYears } = require("./tables.cjs");

module.exports = class {
  data() {
    return {
      pagination: { data: "db.reports", size: 1, alias: "r" },
      permalink: ({ r }) => `/units/${r.unit}/${r.year}/`,
      eleventyComputed: { title: ({ r }) => escape(r.name + r.title) },
    };
  }

  render({ r }) {
    const link = (year, rel, words) => (year ? `<a rel="${rel}" href="/units/${r.unit}/${year}/">${words}：${year}年度</a> ` : "");
    const text = [r.introduction, ...r.sections.map((section) => `## ${section.title}\n\n${section.text}`)].join("\n\n");
    return `<p>金额单位：万元。发布日期：${r.published}</p>
<nav>${link(r.previous, "prev", "上一年")}${link(r.next, "next", "下一年")}<a href="/units/${r.unit}/">${escape(r.name)}</a> <a href="/years/${r.year}/">${r.year}年全部单位</a></nav>
${this.markdown(text)}
<h2>数字</h2>
${r.tables.map(amounts).join("")}
${counts({ caption: "人员情况", rows: r.people, rate: r.rate })}
${r.counts.map(counts).join("")}
${indicators(r.indicators)}
<h2>历年比较</h2>
${allYears(r.all)}`;
  }
};
