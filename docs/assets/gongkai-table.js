// Sorts and narrows tables; without it each stands in its own order. The choice in the first one of a page is in the address.
// What can be sorted (data-sort on a heading) and by what rows are picked out (data-group, data-state) stands in the page.
import { findAll, make } from "./gongkai-elements.js";

/** @typedef {{head: HTMLTableCellElement, name: string, numeric: boolean}} Column */
/** @typedef {{key: string, of: (row: HTMLTableRowElement) => string, select: HTMLSelectElement, field: HTMLElement}} Filter */

/**
 * What a cell holds, for comparing; null: nothing. What stands beside or below its figure or name (推算, 支出总计) is no part of it.
 * @param {HTMLTableRowElement} row
 * @param {Column} column
 */
const heldBy = (row, { head, numeric }) => {
  const text = row.cells[head.cellIndex].firstChild?.textContent?.trim() ?? "";
  if (!numeric) return text === "—" ? null : text || null;
  const plain = text.replace(/[,%+]/g, "").replace("−", "-");
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : null;
};

/**
 * @param {string | number} a
 * @param {string | number} b
 */
const compare = (a, b) => (typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "zh-CN"));

/**
 * @param {HTMLTableElement} table
 * @param {boolean} isFirst of the page
 */
const start = (table, isFirst) => {
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const asked = new URLSearchParams(isFirst ? location.search : "");
  const columns = findAll(table, "th[data-sort]", HTMLTableCellElement).map((head) => ({
    head,
    name: head.textContent ?? "",
    numeric: head.dataset.sort === "number",
  }));
  const [{ name: counted }] = columns;
  const status = make("p", { role: "status" });
  /** @type {HTMLElement | null | undefined} what shows all rows of a long table */
  const rest = table.closest(".gk-short")?.querySelector(".gk-rest");
  /** @type {Column | undefined} */
  let sorted = columns.find(({ name }) => name === asked.get("sort"));
  let down = asked.get("order") !== "asc";

  /**
   * @param {string} label
   * @param {string} key
   * @param {(row: HTMLTableRowElement) => string} of
   * @returns {Filter[]}
   */
  const filterBy = (label, key, of) => {
    const values = [...new Set(rows.map(of))];
    if (values.length < 2) return [];
    const wanted = asked.get(key) ?? "";
    const select = make("select", {}, new Option("全部", ""), ...values.map((value) => new Option(value, value)));
    select.value = values.includes(wanted) ? wanted : "";
    select.addEventListener("change", () => show());
    return [{ key, of, select, field: make("label", {}, label, select) }];
  };
  const filters = [
    ...filterBy("类别", "category", (row) => row.dataset.group ?? ""),
    ...filterBy("状态", "state", (row) => row.dataset.state ?? ""),
  ];

  const inOrder = () => {
    const column = sorted;
    if (!column) return rows;
    return [...rows].sort((a, b) => {
      const x = heldBy(a, column);
      const y = heldBy(b, column);
      if (x === null || y === null) return Number(x === null) - Number(y === null); // what is missing comes last, up or down
      return down ? compare(y, x) : compare(x, y);
    });
  };

  const writeAddress = () => {
    if (!isFirst) return;
    const query = new URLSearchParams(location.search);
    const chosen = {
      sort: sorted?.name,
      order: sorted && !down ? "asc" : "",
      ...Object.fromEntries(filters.map(({ key, select }) => [key, select.value])),
    };
    for (const [key, value] of Object.entries(chosen)) {
      if (value) query.set(key, value);
      else query.delete(key);
    }
    const text = query.toString();
    history.replaceState(null, "", `${location.pathname}${text ? `?${text}` : ""}${location.hash}`);
  };

  const say = () => {
    const shown = rows.filter((row) => !row.hidden).length;
    const number = shown === rows.length ? `${shown} 个${counted}` : `${rows.length} 个${counted}中的 ${shown} 个`;
    status.textContent = number + (sorted ? `，按${sorted.name}${down ? "从高到低" : "从低到高"}` : "");
  };

  const show = () => {
    for (const row of rows) row.hidden = filters.some(({ of, select }) => select.value && of(row) !== select.value);
    const ordered = inOrder();
    // those picked out come first: of a long table the first rows are seen
    body.append(...ordered.filter((row) => !row.hidden), ...ordered.filter((row) => row.hidden));
    for (const column of columns) {
      if (column === sorted) column.head.setAttribute("aria-sort", down ? "descending" : "ascending");
      else column.head.removeAttribute("aria-sort");
    }
    if (rest) {
      rest.querySelector("[data-gk-order]")?.remove(); // it is another now
      rest.hidden = ordered.filter((row) => !row.hidden).length <= Number(rest.dataset.gkFirst);
    }
    say();
    writeAddress();
  };

  for (const column of columns) {
    // the name without the arrow that the style sheet puts behind it
    const button = make("button", { type: "button", class: "gk-sort", "aria-label": column.name }, column.name);
    button.addEventListener("click", () => {
      const first = column.numeric; // figures from the largest, names from the first
      if (sorted !== column) {
        sorted = column;
        down = first;
      } else if (down === first) down = !down;
      else sorted = undefined; // the third press: as published
      show();
    });
    column.head.replaceChildren(button);
  }
  const box = table.closest(".gk-scroll") ?? table;
  const bar = (box.closest(".gk-short") ?? box).previousElementSibling;
  if (bar?.matches("[data-gk-filter]")) bar.append(...filters.map(({ field }) => field), status);
  else box.after(make("div", { class: "gk-filter is-below" }, status)); // empty until something is said, so that nothing moves
  if (sorted || filters.some(({ select }) => select.value)) show();
  else if (status.closest("[data-gk-filter]")) say();
};

const tables = findAll(document, "table", HTMLTableElement).filter((table) => table.querySelector("th[data-sort]"));
for (const [at, table] of tables.entries()) start(table, at === 0);
