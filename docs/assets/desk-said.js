// Words for the person, at the bottom of the page for a while, with the way back where there is one.

import { tellBy } from "./desk-report.js";
import { find, make } from "./gongkai-elements.js";

const SHOWN = 12_000; // ms that words stay

const said = find(document, "[data-said]", HTMLElement);
let shown = 0;
tellBy((words, undo) => {
  clearTimeout(shown);
  said.replaceChildren();
  if (!words) return;
  said.append(make("p", {}, words));
  if (undo) {
    const back = make("button", { type: "button", class: "dk-plain" }, "撤销");
    back.addEventListener("click", () => {
      said.replaceChildren();
      undo();
    });
    said.append(back);
  }
  const away = make("button", { type: "button", class: "dk-plain", "aria-label": "关上提示" }, "×");
  away.addEventListener("click", () => said.replaceChildren());
  said.append(away);
  shown = window.setTimeout(() => said.replaceChildren(), SHOWN);
});
