// What a term means, where it stands: on pointing, on focus, on the first tap. Without script the term leads to the glossary.
let meanings = null, shown = null, leaving = 0;
const bubble = Object.assign(document.createElement("div"), { id: "gk-bubble", className: "gk-bubble", hidden: true });
bubble.setAttribute("role", "tooltip");
document.body.append(bubble);

const load = () => (meanings ??= fetch(new URL("../about/glossary/terms.json", import.meta.url)).then((answer) => answer.json())
  .catch(() => { meanings = null; return {}; }));

const hide = () => {
  clearTimeout(leaving);
  bubble.hidden = true;
  shown?.removeAttribute("aria-describedby");
  shown = null;
};
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
  const at = term.getBoundingClientRect(), own = bubble.getBoundingClientRect(), gap = 6;
  const above = at.bottom + gap + own.height > innerHeight && at.top > own.height + gap;
  bubble.style.left = `${scrollX + Math.max(8, Math.min(at.left, document.documentElement.clientWidth - own.width - 8))}px`;
  bubble.style.top = `${scrollY + (above ? at.top - gap - own.height : at.bottom + gap)}px`;
};
const leave = () => { leaving = setTimeout(hide, 250); };
const termAt = (event) => event.target.closest?.(".gk-term");

let touched = null;
document.addEventListener("pointerover", (event) => {
  if (event.pointerType === "touch") return;
  const term = termAt(event);
  if (term) show(term); else if (bubble.contains(event.target)) clearTimeout(leaving);
});
document.addEventListener("pointerout", (event) => {
  if (event.pointerType !== "touch" && (termAt(event) || bubble.contains(event.target))) leave();
});
document.addEventListener("focusin", (event) => { const term = termAt(event); if (term && term !== touched) show(term); });
document.addEventListener("focusout", (event) => { if (termAt(event)) leave(); });
document.addEventListener("pointerdown", (event) => {
  const term = event.pointerType === "touch" ? termAt(event) : null;
  touched = term && shown !== term ? term : null;
  if (event.pointerType === "touch" && !term && !bubble.contains(event.target)) hide();
});
document.addEventListener("click", (event) => {
  const term = termAt(event);
  if (!term || term !== touched) return;
  event.preventDefault();                       // the first tap explains, the second goes to the glossary
  touched = null;
  show(term);
});
document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !bubble.hidden) hide(); });
