// The desk's worker in Node: the very script, with what a browser gives it put in its place.
//
// node node_worker.mjs SITE: each line of standard input is a message to the worker; those to the page are lines of
// standard output. `content` is the path of a file here.

import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath, pathToFileURL } from "node:url";

const site = pathToFileURL(`${process.argv[2]}/`);
/** @type {((event: {data: object}) => void)[]} */
const heard = [];

globalThis.postMessage = (/** @type {object} */ message) => process.stdout.write(`${JSON.stringify(message)}\n`);
globalThis.addEventListener = (/** @type {string} */ _, /** @type {any} */ listener) => heard.push(listener);
globalThis.fetch = async (address) => new Response(readFileSync(fileURLToPath(String(address))));

await import(new URL("assets/desk-worker.js", site).href);

for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line);
  if (message.content) message.content = new Uint8Array(readFileSync(message.content));
  for (const name of message.start ? ["program", "site"] : []) message.start[name] = new URL(message.start[name], site).href;
  if (message.start) message.start.runtime = fileURLToPath(new URL(message.start.runtime, site)); // Pyodide wants a path here
  for (const [module, path] of Object.entries(message.start?.more ?? {})) message.start.more[module] = new URL(path, site).href;
  for (const listener of heard) listener({ data: message });
}
