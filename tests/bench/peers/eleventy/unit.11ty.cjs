const { escape, allYears } = require("./tables.cjs");

exports.data = {
  pagination: { data: "db.units", size: 1, alias: "u" },
  permalink: ({ u }) => `/units/${u.unit}/`,
  eleventyComputed: { title: ({ u }) => escape(u.name) },
};
exports.render = ({ u }) => allYears(u.reports);
