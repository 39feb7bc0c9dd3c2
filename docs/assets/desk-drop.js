// Files that are dropped on the page: beside the desk, or while something is asked, they do not take the page's place.

import { tell } from "./desk-report.js";
import { find } from "./gongkai-elements.js";

const desk = find(document, "[data-desk]", HTMLElement);

/** @param {(file: File) => void} act what is done with a file that is dropped */
export const onDrop = (act) => {
  addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    desk.classList.add("is-over");
  });
  for (const left of ["dragleave", "drop", "dragend"]) addEventListener(left, () => desk.classList.remove("is-over"));
  addEventListener("drop", (event) => {
    const [file, ...more] = event.dataTransfer?.files ?? [];
    if (!file) return;
    event.preventDefault();
    if (document.querySelector("dialog[open]")) return;
    if (more.length) tell("一次只打开一个文件，没有打开。怎么改：先拖报告；附件加在“交出去”里。");
    else act(file);
  });
};
