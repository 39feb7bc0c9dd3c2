// Validates documents by a JSON Schema with Ajv in strict mode, as portals and editors do.
// node validate.cjs MODULES < {"schema": {…}, "documents": [{…}, …]} → what is wrong with each, "" for nothing; a schema
// that Ajv refuses ends it.
const { createRequire } = require("node:module");
const { readFileSync } = require("node:fs");
const load = createRequire(`${process.argv[2]}/`);
const ajv = new (load("ajv/dist/2020").default)({ strict: true });
load("ajv-formats").default(ajv);

const { schema, documents } = JSON.parse(readFileSync(0, "utf8"));
const validate = ajv.compile(schema);
const told = documents.map((document) => (validate(document) ? "" : ajv.errorsText(validate.errors)));
process.stdout.write(JSON.stringify(told));
