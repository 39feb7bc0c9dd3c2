// Sorts and narrows a table of units; without it the table stands in the order of the register. The choice is in the address.
const value = (cell) => {
  const text = cell.textContent.trim().replaceAll(",", "").replace("−", "-").replace(/[%+]/g, "");
  return text === "" || text === "—" ? null : /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
};
const compare = (a, b) => (typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "zh-CN"));
const make = (name, attributes, ...children) => {
  const element = Object.assign(document.createElement(name), attributes);
  element.append(...children);
  return element;
};

const start = (place) => {
  const table = place.querySelector("table"), body = table.tBodies[0], rows = [...body.rows], asked = new URLSearchParams(location.search);
  const heads = [...table.tHead.rows[0].cells], names = heads.map((head) => head.textContent);
  const told = make("p", { role: "status" });
  const state = { column: names.indexOf(asked.get("sort")), down: asked.get("order") !== "asc" };

  const filter = (label, key, of) => {
    const found = [...new Set(rows.map(of))];
    if (found.length < 2) return null;
    const select = make("select", {}, new Option("全部", ""), ...found.map((one) => new Option(one, one)));
    select.value = found.includes(asked.get(key)) ? asked.get(key) : "";
    select.addEventListener("change", show);
    return { key, of, select, field: make("label", {}, label, select) };
  };
  const filters = [
    filter("类别", "category", (row) => row.dataset.group), filter("状态", "state", (row) => row.cells[1].textContent.trim()),
  ].filter(Boolean);

  function show() {
    const { column, down } = state;
    const order = column < 0 ? rows : [...rows].sort((a, b) => {
      const [x, y] = [value(a.cells[column]), value(b.cells[column])];
      if (x === null || y === null) return (x === null) - (y === null);      // what is missing comes last, up or down
      return down ? compare(y, x) : compare(x, y);
    });
    const wanted = (row) => filters.every(({ of, select }) => !select.value || of(row) === select.value);
    rows.forEach((row) => { row.hidden = !wanted(row); });
    body.append(...order);
    heads.forEach((head, at) => {
      if (at === column) head.setAttribute("aria-sort", down ? "descending" : "ascending"); else head.removeAttribute("aria-sort");
    });
    const shown = rows.filter((row) => !row.hidden).length;
    told.textContent = `${shown === rows.length ? `${shown} 个单位` : `${rows.length} 个单位中的 ${shown} 个`}${column < 0 ? "" : `，按${names[column]}${down ? "从高到低" : "从低到高"}`}`;
    const query = new URLSearchParams(location.search);
    const keep = (key, text) => (text ? query.set(key, text) : query.delete(key));
    keep("sort", names[column]);
    keep("order", column >= 0 && !down ? "asc" : "");
    filters.forEach(({ key, select }) => keep(key, select.value));
    history.replaceState(null, "", `${location.pathname}${query.size ? `?${query}` : ""}${location.hash}`);
  }

  heads.forEach((head, at) => {
    const button = make("button", { type: "button" }, ...head.childNodes);
    button.addEventListener("click", () => {
      if (state.column !== at) Object.assign(state, { column: at, down: at > 0 });
      else if (state.down === at > 0) state.down = !state.down;
      else state.column = -1;                                                // the third press: as published
      show();
    });
    head.replaceChildren(button);
  });
  place.prepend(make("div", { className: "gk-filter" }, ...filters.map(({ field }) => field), told));
  show();
};
document.querySelectorAll("[data-gk-sort]").forEach(start);
