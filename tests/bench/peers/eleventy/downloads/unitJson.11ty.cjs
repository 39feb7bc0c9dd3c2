const { collection, who, template } = require("../downloads.cjs");

module.exports = template("db.units", ({ of }) => `/units/${of.unit}/data.json`, ({ reports }) => collection({ 单位: who(reports.at(-1)) }, reports));
