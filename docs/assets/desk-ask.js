// A question that has to be answered before anything goes on.
import { make } from "./gongkai-elements.js";

/**
 * Asks the person; the last of the ways has the focus.
 * @template {string} A
 * @param {string} title
 * @param {string} words
 * @param {Record<A, string>} ways answer → what its button says
 * @returns {Promise<A | "">} "" where the question was shut
 */
export const askPerson = (title, words, ways) =>
  new Promise((resolve) => {
    const box = make("dialog", { class: "dk-import dk-ask", "aria-label": title });
    /** @param {A | ""} answer */
    const end = (answer) => {
      box.remove();
      resolve(answer);
    };
    const given = /** @type {[A, string][]} */ (Object.entries(ways));
    const buttons = given.map(([answer, label], at) => {
      const isMain = at === given.length - 1;
      const button = make("button", { type: "button", class: `gk-button${isMain ? " is-main" : ""}` }, label);
      button.addEventListener("click", () => end(answer));
      return button;
    });
    box.append(make("p", {}, words), make("p", { class: "dk-actions" }, ...buttons));
    box.addEventListener("close", () => end(""));
    document.body.append(box);
    box.showModal();
    buttons.at(-1)?.focus();
  });
