// The engine in its worker (desk-worker.js): asked by name, answered in order.

/** @typedef {(words: string, share: number) => void} OnProgress share: of what is loaded, 0…1 */
/** @typedef {{resolve: (answer: any) => void, reject: (error: Error) => void}} Asked */

const STOPPED = "校核程序停了。怎么改：刷新这一页，点“接着做草稿”，填过的都在";

/** @type {Worker | null} */
let worker = null;
/** @type {Map<number, Asked>} */
const asked = new Map();
let last = 0;

/** @param {object} request @param {Transferable[]} [moved] @returns {Promise<any>} */
const send = (request, moved = []) =>
  new Promise((resolve, reject) => {
    last += 1;
    asked.set(last, { resolve, reject });
    worker?.postMessage({ id: last, ...request }, moved);
  });

/** @param {OnProgress} onProgress */
const hear =
  (onProgress) =>
  (/** @type {MessageEvent} */ { data }) => {
    if ("progress" in data) {
      onProgress(data.progress, data.share);
      return;
    }
    const job = asked.get(data.id);
    asked.delete(data.id);
    if ("error" in data) job?.reject(new Error(data.error));
    else job?.resolve("dropped" in data ? null : data.answer);
  };

/**
 * Starts the engine; done once it can be asked.
 * @param {object} settings see desk-worker.js
 * @param {OnProgress} onProgress
 * @returns {Promise<void>}
 */
export const start = (settings, onProgress) => {
  worker = new Worker(new URL("./desk-worker.js", import.meta.url), { type: "module" });
  worker.addEventListener("message", hear(onProgress));
  worker.addEventListener("error", (event) => {
    event.preventDefault();
    for (const { reject } of asked.values()) reject(new Error(STOPPED));
    asked.clear();
  });
  return send({ start: settings });
};

/**
 * Calls a method of the desk.
 * @param {string} call
 * @param {unknown[]} [args]
 * @param {{key?: string, content?: Uint8Array}} [options] key: a later call with the same key takes the place of one that
 *   waits, which then is null; content: of a file, the last argument
 * @returns {Promise<any>}
 */
export const ask = (call, args = [], { key, content } = {}) =>
  send({ call, arguments: args, ...(key ? { latest: key } : {}), ...(content ? { content } : {}) });

/** @param {{bytes: string}} answer @returns {Uint8Array<ArrayBuffer>} */
export const bytesOf = ({ bytes }) => Uint8Array.from(atob(bytes), (character) => character.charCodeAt(0));
