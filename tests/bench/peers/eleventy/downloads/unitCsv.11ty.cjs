const { csv, template } = require("../downloads.cjs");

module.exports = template("db.units", ({ of }) => `/units/${of.unit}/data.csv`, ({ reports }) => csv(reports));
