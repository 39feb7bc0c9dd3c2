// Opened by `gongkai desk`: saves into the project's data folder too. The address holds the token behind #, which only this
// page sees; it goes in a header, and to this computer alone.

import { askPerson } from "./desk-ask.js";
import { ask } from "./desk-engine.js";
import { flush, listen, report, tell, wordsOf } from "./desk-report.js";
import { find, make } from "./gongkai-elements.js";

/** @typedef {{path: string, content: Uint8Array<ArrayBuffer>}} Saved */

const [, token = ""] = /^#([\w-]{43})$/.exec(location.hash) ?? [];
const isHere = ["127.0.0.1", "localhost"].includes(location.hostname);
const MOST = 20; // of the texts that are known of a file
/** @type {Map<string, string[]>} path → texts that may lie there, for this page began with them */
const begun = new Map();
/** @type {Map<string, string>} path → SHA-256 of what this page saved there */
const saved = new Map();

/** @param {Uint8Array<ArrayBuffer>} content */
const digestOf = async (content) =>
  [...new Uint8Array(await crypto.subtle.digest("SHA-256", content))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/**
 * Sends one file.
 * @param {Saved} file
 * @param {string[]} before SHA-256 of what it may take the place of; []: of nothing
 */
const put = async ({ path, content }, before) => {
  const headers = new Headers({ "Gongkai-Token": token });
  if (before.length) headers.set("If-Match", before.map((one) => `"${one}"`).join(", "));
  else headers.set("If-None-Match", "*");
  const address = `${location.origin}/${path.split("/").map(encodeURIComponent).join("/")}`;
  const answer = await fetch(address, { method: "PUT", headers, body: content });
  return { status: answer.status, words: await answer.text(), there: answer.headers.get("ETag")?.replaceAll('"', "") ?? "" };
};

/** Whether what lies there is to be replaced, as the person says. @param {string} words */
const asks = async (words) =>
  (await askPerson("电脑上的文件变了", words, { replace: "换成这一份", leave: "不换" })) === "replace";

/** Saves one file; what lies there meanwhile is replaced only if the person says so. @param {Saved} file */
const saveOne = async (file) => {
  const last = saved.get(file.path);
  const texts = (begun.get(file.path) ?? []).map((text) => digestOf(new TextEncoder().encode(text)));
  let answer = await put(file, [...(await Promise.all(texts)), ...(last ? [last] : [])]);
  if (answer.status === 412 && !answer.there) answer = await put(file, []);
  if (answer.status === 412 && answer.there && (await asks(answer.words))) answer = await put(file, [answer.there]);
  if (answer.status === 200 || answer.status === 201) saved.set(file.path, answer.there);
  else throw new Error(answer.words || `没有保存 ${file.path}（${answer.status}）。怎么改：看看 gongkai desk 还开着没有`);
  return answer.words;
};

/** @typedef {() => ReadonlyMap<string, Uint8Array<ArrayBuffer>>} Attached name below the year's folder → content */

/** @param {Attached} attached */
const saveAll = async (attached) => {
  try {
    await flush();
    const { path } = report();
    const [files, home] = [attached(), path.slice(0, path.lastIndexOf("/") + 1)];
    const said = await saveOne({ path, content: await ask("file") });
    for (const [name, content] of files) await saveOne({ path: home + name, content });
    tell(files.size ? `${said}附件也在里面。` : said);
  } catch (error) {
    const isGone = error instanceof TypeError;
    tell(isGone ? "没有保存：gongkai desk 已经关了。怎么改：先按“保存文件”存一份，再运行 gongkai desk" : wordsOf(error));
  }
};

/**
 * Buttons that save into the project; none on a site on the web.
 * @param {Attached} attached
 * @returns {HTMLButtonElement[]}
 */
export const projectButtons = (attached) => {
  if (!token || !isHere) return [];
  const button = make("button", { type: "button", class: "gk-button is-main", "data-save-here": true }, "保存到 data/");
  button.addEventListener("click", async () => {
    button.disabled = true; // what is saved now is what the next saving takes the place of
    await saveAll(attached);
    button.disabled = false;
  });
  return [button];
};

/** The same beside the report's name. @param {Attached} attached */
export const offerSaving = (attached) => {
  for (const button of projectButtons(attached)) find(document, "[data-save]", HTMLElement).after(button);
};

listen(({ path, text, stored }, change) => {
  if (!change) begun.set(path, [...(begun.get(path) ?? []), stored || text].slice(-MOST));
});
