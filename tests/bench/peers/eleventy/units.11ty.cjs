const { escape } = require("./tables.cjs");

exports.data = { permalink: "/units/", title: "单位名录" };
exports.render = ({ db }) => `<ul>\n${db.units.map((u) => `<li><a href="/units/${u.unit}/">${escape(u.name)}</a></li>\n`).join("")}</ul>`;
