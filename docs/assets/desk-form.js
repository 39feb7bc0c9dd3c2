// The form: its sections in the order of the official one, the list of contents, what is typed, and what the keys do.

import { forgetColumns } from "./desk-columns.js";
import { fieldOf, grow } from "./desk-field.js";
import { listen, report, sendBy } from "./desk-report.js";
import { makeSection } from "./desk-section.js";
import { offerStates } from "./desk-states.js";
import { forgetUnfolded, isUsed } from "./desk-used.js";
import { find, make, targetOf } from "./gongkai-elements.js";

/** @typedef {import("./desk-report.js").Section} Section */
/** @typedef {import("./desk-report.js").Change} Change */
/** @typedef {import("./desk-report.js").Problem} Problem */
/** @typedef {import("./desk-section.js").SectionView} SectionView */

const FIRST = 3; // sections that are open when nothing is filled in anywhere

const root = find(document, "[data-form]", HTMLElement);
const contents = find(document, "[data-contents]", HTMLElement);
const jump = find(document, "[data-jump]", HTMLSelectElement);
const all = find(document, "[data-all]", HTMLButtonElement);
/** @type {Map<string, SectionView>} */
const views = new Map();
/** @type {Map<string, HTMLElement>} */
const links = new Map();

/* ---- sections ---- */

const arrange = () => {
  const { fields } = report();
  /** @type {HTMLElement[]} */
  const made = [];
  let chapter = "";
  for (const { id, chapter: own } of fields) {
    if (own !== chapter && own) made.push(headingOf(own));
    chapter = own || chapter;
    const view = views.get(id);
    if (view) made.push(view.element);
  }
  const isSame = made.length === root.childElementCount && made.every((element, at) => root.children[at] === element);
  if (!isSame) root.replaceChildren(...made);
  list(fields);
};

/** @type {Map<string, HTMLElement>} */
const headings = new Map();
/** @param {string} chapter */
const headingOf = (chapter) => {
  const heading = headings.get(chapter) ?? make("h2", { class: "dk-chapter" }, chapter);
  headings.set(chapter, heading);
  return heading;
};

/** The list of contents, and the same as a list of choices. @param {Section[]} fields */
const list = (fields) => {
  const groups = new Map();
  let chapter = "";
  for (const section of fields) {
    chapter = section.chapter || chapter;
    groups.set(chapter, [...(groups.get(chapter) ?? []), section]);
  }
  links.clear();
  contents.replaceChildren(
    ...[...groups]
      .flatMap(([chapter, sections]) => [
        chapter ? make("p", {}, chapter) : null,
        make("ul", {}, ...sections.map((/** @type {Section} */ section) => make("li", {}, linkTo(section)))),
      ])
      .flatMap((made) => made ?? []),
  );
  jump.replaceChildren(
    make("option", { value: "" }, "跳到…"),
    ...[...groups].map(([chapter, sections]) =>
      make(
        "optgroup",
        { label: chapter || "开头" },
        ...sections.map((/** @type {Section} */ { id, title }) => make("option", { value: id }, title)),
      ),
    ),
  );
};

/** @param {Section} section */
const linkTo = (section) => {
  const link = make(
    "a",
    { href: `#${views.get(section.id)?.element.id ?? ""}`, class: isUsed(section) ? "is-used" : null },
    section.title,
  );
  link.addEventListener("click", (event) => {
    event.preventDefault();
    goTo(section.id);
  });
  links.set(section.id, link);
  return link;
};

/** Opens a section and leads to it. @param {string} id */
const goTo = (id) => {
  const view = views.get(id);
  if (!view) return;
  view.reach(id);
  view.element.scrollIntoView();
  find(view.element, "summary", HTMLElement).focus({ preventScroll: true });
};
jump.addEventListener("change", () => {
  goTo(jump.value);
  jump.value = "";
});

/** @param {Section} section @param {boolean} isOpen */
const hold = (section, isOpen) => views.set(section.id, makeSection(section, isOpen));

const showAll = () => {
  const isOn = all.getAttribute("aria-pressed") !== "true";
  all.setAttribute("aria-pressed", String(isOn));
  all.textContent = isOn ? "只展开填了的" : "全部展开";
  for (const view of views.values()) view.unfold(isOn);
};
all.addEventListener("click", showAll);

const start = () => {
  views.clear();
  headings.clear();
  forgetColumns();
  forgetUnfolded();
  root.replaceChildren();
  all.setAttribute("aria-pressed", "false");
  all.textContent = "全部展开";
  const { fields } = report();
  const isEmpty = fields.filter(isUsed).length < FIRST;
  for (const [at, section] of fields.entries()) hold(section, isUsed(section) || (isEmpty && at < FIRST));
  arrange();
};

/** The field that is in use comes back to where it was, though its section was made anew. @param {() => void} act */
const keepingFocus = (act) => {
  const focused = document.activeElement;
  const path = root.contains(focused) ? fieldOf(focused)?.cell().path : undefined;
  act();
  if (path && !document.activeElement?.closest("[data-form]")) reach(path)?.focus({ preventScroll: true });
};

/** @param {Change} change @param {boolean} isAdded */
const follow = (change, isAdded) => {
  const { fields } = report();
  keepingFocus(() => {
    for (const section of change.changed_sections) {
      const before = views.get(section.id);
      const old = before?.element;
      const isBegun = before !== undefined && !isUsed(before.section()) && isUsed(section);
      hold(section, (old?.open ?? true) || isBegun);
      const made = views.get(section.id)?.element;
      if (made) old?.replaceWith(made);
    }
  });
  const known = new Set(fields.map(({ id }) => id));
  for (const id of [...views.keys()]) if (!known.has(id)) views.delete(id);
  for (const { section, row } of change.changed_fields) views.get(section)?.showRow(row);
  for (const [id, totals] of Object.entries(change.totals)) views.get(id)?.showTotals(totals);
  if (change.changed_sections.length || change.order.length) keepingFocus(arrange);
  else for (const section of fields) links.get(section.id)?.classList.toggle("is-used", isUsed(section));
  if (isAdded && change.path) reach(change.path)?.focus();
};

/** @param {Problem[]} problems */
const tellSections = (problems) => {
  const byField = new Map();
  for (const problem of problems) byField.set(problem.field, [...(byField.get(problem.field) ?? []), problem]);
  for (const [id, view] of views) {
    view.tell(byField);
    links.get(id)?.classList.toggle("is-told", view.element.hasAttribute("data-told"));
  }
};

listen((state, change, isAdded) => {
  if (change) follow(change, isAdded);
  else start();
  tellSections(state.problems);
});

/** The control at a place, with everything opened that hides it. @param {string} path @returns {HTMLElement | undefined} */
export const reach = (path) => {
  for (const view of views.values()) {
    const found = view.reach(path);
    if (found) return found;
  }
  return undefined;
};

/** The section that something stands in. @param {Element | null} element */
export const sectionAt = (element) =>
  views.get(element?.closest("details[data-section]")?.getAttribute("data-section") ?? "")?.section();

/* ---- what is typed ---- */

/** @param {Event} event */
const fieldAt = (event) => fieldOf(targetOf(event));
const fieldAtFocus = () => fieldOf(document.activeElement);

root.addEventListener("input", (event) => {
  const field = fieldAt(event);
  if (!field) return;
  grow(field.control);
  if (!(event instanceof InputEvent && event.isComposing)) field.soon();
});
root.addEventListener("compositionstart", (event) => fieldAt(event)?.compose(true));
root.addEventListener("compositionend", (event) => fieldAt(event)?.compose(false));
root.addEventListener("change", (event) => fieldAt(event)?.send());
root.addEventListener("focusout", (event) => {
  const field = fieldAt(event);
  field?.send();
  field?.settle();
});
sendBy(() => fieldAtFocus()?.send());
root.addEventListener("focusin", (event) => {
  const field = fieldAt(event);
  if (!field) return;
  offerStates(field);
  if (field.control instanceof HTMLInputElement && field.cell().state === "unpublished") field.control.select();
});
