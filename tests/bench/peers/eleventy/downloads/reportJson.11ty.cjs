const { json, template } = require("../downloads.cjs");

module.exports = template("db.reports", ({ of }) => `/units/${of.unit}/${of.year}/report.json`, json);
