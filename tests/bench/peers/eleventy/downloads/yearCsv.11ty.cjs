const { csv, template } = require("../downloads.cjs");

module.exports = template("db.years", ({ of }) => `/years/${of.year}/data.csv`, ({ reports }) => csv(reports));
