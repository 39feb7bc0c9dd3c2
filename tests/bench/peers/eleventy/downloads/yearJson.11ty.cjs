const { collection, template } = require("../downloads.cjs");

module.exports = template("db.years", ({ of }) => `/years/${of.year}/data.json`, ({ year, reports }) => collection({ 年度: year }, reports));
