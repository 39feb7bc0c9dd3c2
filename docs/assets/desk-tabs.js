// The four views of a report: 表单, 文本, 预览, 交出去; by keyboard as the ARIA pattern has them.
import { find, findAll } from "./gongkai-elements.js";

const bar = find(document, ".dk-tabs", HTMLElement);
const work = find(document, "[data-work]", HTMLElement);
const tabs = findAll(bar, "[role=tab]", HTMLButtonElement);
/** @type {Map<string, () => void>} */
const entered = new Map();

/** @param {HTMLButtonElement} tab */
const panelOf = (tab) => tab.getAttribute("aria-controls") ?? "";

/** What is done when a view is turned to. @param {string} panel @param {() => void} act */
export const onEnter = (panel, act) => entered.set(panel, act);

/** @param {string} panel its id */
export const showTab = (panel) => {
  for (const tab of tabs) {
    const isChosen = panelOf(tab) === panel;
    tab.setAttribute("aria-selected", String(isChosen));
    tab.tabIndex = isChosen ? 0 : -1;
    find(document, `#${panelOf(tab)}`, HTMLElement).hidden = !isChosen;
  }
  if (work.dataset.shows === panel) return;
  work.dataset.shows = panel;
  entered.get(panel)?.();
};

/** The view that is shown. */
export const shownTab = () => work.dataset.shows ?? "";

for (const tab of tabs) tab.addEventListener("click", () => showTab(panelOf(tab)));
bar.addEventListener("keydown", (event) => {
  const at = tabs.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
  /** @type {Record<string, number>} */
  const steps = { ArrowRight: at + 1, ArrowLeft: at - 1 + tabs.length, Home: 0, End: tabs.length - 1 };
  const next = tabs[(steps[event.key] ?? Number.NaN) % tabs.length];
  if (!next) return;
  event.preventDefault();
  next.focus();
  showTab(panelOf(next));
});
