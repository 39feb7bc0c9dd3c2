// Starts the desk's worker and calls it: one promise for each call.

/** @typedef {import("./desk-worker.js").Start} Start */
/** @typedef {{progress: string, share: number}} Progress */
/** @typedef {{content?: Uint8Array, latest?: string}} Options With the bytes of a file; of calls with the same `latest` only the newest is done. */

/** What a call ends with when a newer one made it needless. */
export class DroppedError extends Error {}

/** What calls end with once the worker runs no more: none of them was done. */
export class StoppedError extends Error {}

const NOT_STARTED = "浏览器不能运行填报的程序。怎么改：换新的 Edge、Chrome 或 360 极速模式";
const STOPPED = "校核程序停了，刚才的改动没有校核。怎么改：先按“保存文件”存一份，再刷新这一页，按“接着做上次的草稿”";

/** @param {string | undefined} path */
const absolute = (path) => new URL(path ?? "", document.baseURI).href;

/**
 * What the page says to its script.
 * @param {HTMLElement} home
 * @returns {Start}
 */
function startOf({ dataset }) {
  const { runtime, program, site, more, whole, sent } = dataset;
  const addresses = Object.entries(JSON.parse(more ?? "{}")).map(([module, path]) => [module, absolute(path)]);
  const [first, second, third] = [runtime, program, site].map(absolute);
  return {
    ...{ runtime: first, program: second, site: third, more: Object.fromEntries(addresses) },
    ...{ whole: Number(whole), sent: Number(sent) },
  };
}

/**
 * @param {HTMLElement} home The element that has `data-desk`.
 * @param {(progress: Progress) => void} onProgress
 */
export function startDesk(home, onProgress) {
  const worker = new Worker(new URL("desk-worker.js", import.meta.url), { type: "module" });
  /** @type {Map<number, {resolve: (answer: any) => void, reject: (error: Error) => void}>} */
  const asked = new Map();
  let last = 0;
  let isReady = false;
  /** @type {StoppedError | null} */
  let stopped = null;

  worker.addEventListener("message", ({ data }) => {
    if (data.progress !== undefined) {
      onProgress(data);
      return;
    }
    const one = asked.get(data.id);
    asked.delete(data.id);
    if (data.dropped) one?.reject(new DroppedError());
    else if (data.error !== undefined) one?.reject(new Error(data.error));
    else one?.resolve(data.answer);
  });

  /**
   * @param {object} request
   * @returns {Promise<any>}
   */
  const send = (request) =>
    new Promise((resolve, reject) => {
      if (stopped) {
        reject(stopped);
        return;
      }
      last += 1;
      asked.set(last, { resolve, reject });
      worker.postMessage({ id: last, ...request });
    });

  const stop = () => {
    worker.terminate();
    stopped = new StoppedError(isReady ? STOPPED : NOT_STARTED);
    for (const one of asked.values()) one.reject(stopped);
    asked.clear();
  };
  for (const fault of ["error", "messageerror"]) worker.addEventListener(fault, stop);
  const ready = send({ start: startOf(home) }).then(
    () => {
      isReady = true;
    },
    (error) => {
      worker.terminate(); // it is started anew
      throw error;
    },
  );
  return {
    ready,
    /** Call a method of the desk. @type {(name: string, args?: unknown[], options?: Options) => Promise<any>} */
    call: (name, args = [], options = {}) => send({ call: name, arguments: args, ...options }),
  };
}
