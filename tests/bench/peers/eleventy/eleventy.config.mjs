// Eleventy with JavaScript templates, its fastest kind; the records are read once and shared by all pages.
import { createRequire } from "node:module";
import { readRecords } from "./records.mjs";

// markdown-it is Eleventy's own.
const require = createRequire(process.argv[1]);
const markdown = require("markdown-it")({ html: true });

export default function (config) {
  config.addGlobalData("db", () => readRecords(process.env.BENCH_RECORDS));
  config.addGlobalData("layout", "base.11ty.cjs");
  config.addJavaScriptFunction("markdown", (text) => markdown.render(text));
  config.addPassthroughCopy("style.css");
  config.setUseGitIgnore(false);
  if (!process.env.BENCH_DOWNLOADS) config.ignores.add("downloads");
  return { dir: { input: ".", includes: "_includes", output: process.env.BENCH_OUT } };
}
