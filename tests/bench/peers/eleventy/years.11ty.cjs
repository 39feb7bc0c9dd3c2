exports.data = { permalink: "/years/", title: "年度" };
exports.render = ({ db }) => `<ul>\n${db.years.map((y) => `<li><a href="/years/${y.year}/">${y.year}年度</a></li>\n`).join("")}</ul>`;
