// The engine as the desk's scripts ask it; what a newer request of its kind made needless is null.
import { DroppedError, startDesk } from "./desk-call.js";

/** @typedef {(words: string, share: number) => void} OnProgress share: of what is loaded, 0…1 */

/** @type {ReturnType<typeof startDesk> | null} */
let engine = null;

/**
 * Starts the engine; done once it can be asked.
 * @param {HTMLElement} home what has `data-desk`
 * @param {OnProgress} onProgress
 * @returns {Promise<void>}
 */
export const start = (home, onProgress) => {
  engine = startDesk(home, ({ progress, share }) => onProgress(progress, share));
  return engine.ready;
};

/**
 * Calls a method of the desk.
 * @param {string} call
 * @param {unknown[]} [args]
 * @param {{key?: string, content?: Uint8Array}} [options] key: a later call with the same key takes the place of one that
 *   waits, which then is null; content: of a file, the last argument
 * @returns {Promise<any>}
 */
export const ask = async (call, args = [], { key, content } = {}) => {
  if (!engine) throw new Error("校核程序还没有装载");
  try {
    return await engine.call(call, args, { ...(key ? { latest: key } : {}), ...(content ? { content } : {}) });
  } catch (error) {
    if (error instanceof DroppedError) return null;
    throw error;
  }
};
