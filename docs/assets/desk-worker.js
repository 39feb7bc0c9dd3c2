// The desk's worker: loads Python and the program, and calls it by name, one request after the other.
//
// Messages in:  {id, start: Start}  ·  {id, call: name, arguments: [...], content?: Uint8Array, latest?: key}
// Messages out: {progress: words, share: 0…1}  ·  {id, answer}  ·  {id, error: words}  ·  {id, dropped: true}
// Of waiting requests with the same `latest` only the newest is done.

/**
 * @typedef {object} Start
 * @property {string} runtime Address of the folder with Pyodide's files, ending in /.
 * @property {string} program Address of the ZIP with the program.
 * @property {Record<string, string>} more Module that is missing → address of the ZIP that has it.
 * @property {string} site Address of what the site shows on every page.
 * @property {number} whole Bytes of all that is loaded to begin with.
 * @property {number} sent The same as a server sends them, packed.
 */

/** @typedef {{id: number, start?: Start, call?: string, arguments?: unknown[], content?: Uint8Array, latest?: string}} Asked */

/**
 * @typedef {object} Pyodide
 * @property {(content: ArrayBuffer | Uint8Array, format: string, options: {extractDir: string}) => void} unpackArchive
 * @property {(name: string) => any} pyimport
 * @property {(value: unknown) => any} toPy
 */

/** What the program says it does not do, in words with a cure. */
class RefusedError extends Error {}

const PACKAGES = "/lib/python3.14/site-packages";
/** What Python says of a module that is not there. */
const MISSING = /ModuleNotFoundError: No module named '(\w+)/;

/** @type {Asked[]} */
const waiting = [];
/** @type {Record<string, string>} */
let more = {};
/** @type {Pyodide | undefined} */
let python;
/** @type {any} */
let program;
let isBusy = false;
let loaded = 0;
let whole = 1;
let sent = 1;
let step = "";

/** Say what is being done. @param {string} words */
function tellProgress(words) {
  step = words;
  const share = Math.min(loaded / whole, 1);
  const megabytes = (/** @type {number} */ bytes) => (bytes / 1e6).toFixed(1);
  postMessage({ progress: `${words}　${megabytes(share * sent)}／${megabytes(sent)} MB`, share });
}

const fetchUncounted = fetch;

/** Everything that is fetched here is counted as it comes, also what Pyodide fetches. @type {typeof fetch} */
async function fetchCounted(address, options) {
  const response = await fetchUncounted(address, options).catch(() => null);
  if (!response?.ok || !response.body) throw new RefusedError(`没有取到 ${address}。怎么改：看看网络，再试一次`);
  const count = new TransformStream({
    transform(part, out) {
      loaded += part.length;
      tellProgress(step);
      out.enqueue(part);
    },
  });
  return new Response(response.body.pipeThrough(count), { headers: response.headers });
}

/** @param {string} address */
const load = async (address) => new Uint8Array(await (await fetch(address)).arrayBuffer());

/** @param {Start} start */
async function begin(start) {
  globalThis.fetch = fetchCounted;
  ({ more, whole, sent } = start);
  tellProgress("正在装载");
  const { loadPyodide } = await import(`${start.runtime}pyodide.js`);
  const lock = { abi_version: "2026_0", arch: "wasm32", platform: "emscripten_5_0_3", python: "3.14.2" };
  const [begun, archive, site] = await Promise.all([
    loadPyodide({ indexURL: start.runtime, lockFileContents: { info: lock, packages: {} }, stdout: () => {}, stderr: () => {} }),
    load(start.program),
    load(start.site),
  ]);
  loaded = whole;
  tellProgress("正在启动");
  begun.unpackArchive(archive, "zip", { extractDir: PACKAGES });
  python = begun;
  program = begun.pyimport("gongkai.desk.worker");
  program.begin(begun.toPy(site).tobytes());
  return {};
}

/**
 * Call the program; what it turns out to need is loaded, and it is called again.
 * @param {Asked} request
 * @returns {Promise<unknown>}
 */
async function ask(request) {
  if (!python) throw new Error("程序还没有装好");
  const content = request.content ? python.toPy(request.content).tobytes() : undefined;
  try {
    const said = JSON.parse(program.call(request.call, JSON.stringify(request.arguments ?? []), content));
    if (said.refused) throw new RefusedError(said.refused);
    return said.answer?.base64 ? bytesOf(said.answer.base64) : said.answer;
  } catch (error) {
    const module = MISSING.exec(String(error))?.[1] ?? "";
    if (!(module in more)) throw error;
    const archive = await load(more[module] ?? "");
    delete more[module]; // asked for once: if it is missing still, it is not in there
    python.unpackArchive(archive, "zip", { extractDir: PACKAGES });
    return ask(request);
  }
}

/** @param {string} base64 */
const bytesOf = (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));

/** Whether a later request makes this one needless. @param {Asked} request */
const isOutdated = (request) => request.latest !== undefined && waiting.some((other) => other.latest === request.latest);

async function work() {
  if (isBusy) return;
  isBusy = true;
  for (let request = waiting.shift(); request; request = waiting.shift()) {
    const { id } = request;
    if (isOutdated(request)) {
      postMessage({ id, dropped: true });
      continue;
    }
    try {
      postMessage({ id, answer: request.start ? await begin(request.start) : await ask(request) });
    } catch (error) {
      postMessage({ id, error: wordsOf(error) });
    }
    // Let messages that came meanwhile be heard, so that the newest wins.
    await new Promise((resolve) => setTimeout(resolve));
  }
  isBusy = false;
}

/** What is told of what went wrong: why it was refused, or the last line of a fault of the program. @param {unknown} error */
function wordsOf(error) {
  const said = error instanceof Error ? error.message : String(error);
  const fault = said.trim().split("\n").pop() ?? "";
  if (error instanceof RefusedError || !python) return fault;
  return `程序出了错，这一步没有做（${fault}）。怎么改：再试一次；还是这样的，保存文件，把括号里的话告诉管网站的人`;
}

addEventListener("message", (event) => {
  waiting.push(event.data);
  work();
});

export {}; // a module, so that its types can be named elsewhere
