const { csv, template } = require("../downloads.cjs");

module.exports = template("db.reports", ({ of }) => `/units/${of.unit}/${of.year}/report.csv`, (report) => csv([report]));
