// What a term means, where it stands: on pointing, on focus, on the first tap. Without script the term leads to the glossary.
import { make, targetOf } from "./gongkai-elements.js";

const GAP = 6; // pixels between a term and its explanation
const EDGE = 8; // pixels between it and the side of the window
const bubble = make("div", { id: "gk-bubble", class: "gk-bubble", role: "tooltip", hidden: true });
document.body.append(bubble);

/** @type {Promise<Record<string, [name: string, meaning: string]>> | null} */
let meanings = null;
const load = () => {
  meanings ??= fetch(new URL("../about/glossary/terms.json", import.meta.url))
    .then((answer) => answer.json())
    .catch(() => {
      meanings = null;
      return {};
    });
  return meanings;
};

/** @type {HTMLAnchorElement | null} */
let shown = null;
/** @type {HTMLAnchorElement | null} */
let touched = null;
let leaving = 0;

const hide = () => {
  clearTimeout(leaving);
  bubble.hidden = true;
  shown?.removeAttribute("aria-describedby");
  shown = null;
};

/** @param {HTMLAnchorElement} term */
const show = async (term) => {
  clearTimeout(leaving);
  if (shown === term) return;
  hide();
  shown = term;
  const [, meaning] = (await load())[term.hash.slice(1)] ?? [];
  if (shown !== term || !meaning) return;
  bubble.textContent = `${meaning}。`;
  bubble.hidden = false;
  term.setAttribute("aria-describedby", bubble.id);
  const at = term.getBoundingClientRect();
  const own = bubble.getBoundingClientRect();
  const above = at.bottom + GAP + own.height > innerHeight && at.top > own.height + GAP;
  const right = document.documentElement.clientWidth - own.width - EDGE;
  bubble.style.left = `${scrollX + Math.max(EDGE, Math.min(at.left, right))}px`;
  bubble.style.top = `${scrollY + (above ? at.top - GAP - own.height : at.bottom + GAP)}px`;
};

const leave = () => {
  leaving = setTimeout(hide, 250);
};

/** @param {Event} event */
const termAt = (event) => {
  const term = targetOf(event)?.closest(".gk-term");
  return term instanceof HTMLAnchorElement ? term : null;
};

/** @param {Event} event */
const isOnBubble = (event) => bubble.contains(targetOf(event));

document.addEventListener("pointerover", (event) => {
  if (event.pointerType === "touch") return;
  const term = termAt(event);
  if (term) show(term);
  else if (isOnBubble(event)) clearTimeout(leaving);
});
document.addEventListener("pointerout", (event) => {
  if (event.pointerType !== "touch" && (termAt(event) || isOnBubble(event))) leave();
});
document.addEventListener("focusin", (event) => {
  const term = termAt(event);
  if (term && term !== touched) show(term);
});
document.addEventListener("focusout", (event) => {
  if (termAt(event)) leave();
});
document.addEventListener("pointerdown", (event) => {
  const term = event.pointerType === "touch" ? termAt(event) : null;
  touched = term && shown !== term ? term : null;
  if (event.pointerType === "touch" && !term && !isOnBubble(event)) hide();
});
document.addEventListener("click", (event) => {
  const term = termAt(event);
  if (!term || term !== touched) return;
  event.preventDefault(); // the first tap explains, the second goes to the glossary
  touched = null;
  show(term);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !bubble.hidden) hide();
});
