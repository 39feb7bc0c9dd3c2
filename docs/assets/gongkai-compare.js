/* The reader's own comparison: units × years × figures. The choice stands in the address; only the files of the
   years chosen are asked for; every number is the published text. Without script the ready-made tables remain. */
import { lookup, ready } from "./gongkai-lookup.js";

(() => {
  const root = document.querySelector("[data-gk-compare]");
  if (!root) return;
  const MOST = { units: 8, years: 10, figures: 6 }, OFFERED = 8;
  const { base, block } = root.dataset;
  const at = (selector) => root.querySelector(selector);
  const field = at("#gk-unit"), list = at("#gk-unit-list"), hint = at("[data-hint]"), told = at("[data-told]");
  const figureList = at("#gk-figure"), columnList = at("#gk-column"), result = at("[data-result]");
  const boxes = [...root.querySelectorAll("input[name=year]")].reverse();
  const files = new Map();

  const figures = new Map([...figureList.options].map((option) => [option.value, {
    key: option.value, label: option.label, measure: option.dataset.measure,
    columns: option.dataset.columns.split(" "), computed: "computed" in option.dataset, signed: "signed" in option.dataset,
  }]));
  const columns = new Map([...columnList.options].map((option) => [option.value, option.label]));
  const known = new Map();                      // units by id, in the order of the register
  const chosen = { units: [], years: [], figures: [], column: "actual" };
  const idle = hint.textContent;
  let notes = [], turn = 0, csv = "";

  /* ---- elements ---- */
  const filled = (element, attributes, children) => {
    for (const [name, value] of Object.entries(attributes)) if (value !== null) element.setAttribute(name, value);
    element.append(...children.filter((child) => child !== null));
    return element;
  };
  const make = (name, attributes = {}, ...children) => filled(document.createElement(name), attributes, children);
  const draw = (name, attributes = {}, ...children) =>
    filled(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
  const chip = (text, said, press) => {
    const button = make("button", { type: "button", "aria-label": said }, text);
    button.addEventListener("click", press);
    return make("li", {}, button);
  };

  /* ---- the choice and the address ---- */
  const split = (text) => [...new Set((text || "").split(",").filter(Boolean))];
  const limited = (kind, wanted, name, what) => {
    if (wanted.length > MOST[kind])
      notes.push(`一次最多比较 ${MOST[kind]} ${what}，没有显示：${wanted.slice(MOST[kind]).map(name).join("、")}。`);
    return wanted.slice(0, MOST[kind]);
  };
  const sorted = (given, all, kind, name, missing, what) => {
    const unknown = given.filter((one) => !all.has(one));
    if (unknown.length) notes.push(`${missing}：${unknown.join("、")}。`);
    return limited(kind, given.filter((one) => all.has(one)), name, what);
  };
  const read = () => {
    const asked = new URLSearchParams(location.search), years = new Map(boxes.map((box) => [box.value, box]));
    chosen.units = sorted(split(asked.get("units")), known, "units", (id) => known.get(id).name, "没有找到单位标识", "个单位");
    chosen.years = sorted(split(asked.get("years")), years, "years", String, "本站没有这些年度", "个年度").sort();
    chosen.figures = sorted(split(asked.get("figures")), figures, "figures", (key) => figures.get(key).label, "没有这些数字或指标", "项");
    if (!chosen.years.length) chosen.years = boxes.map((box) => box.value).slice(-3);
    if (!chosen.figures.length) chosen.figures = [root.dataset.default];
    const column = asked.get("column") || "actual";
    if (!columns.has(column)) notes.push(`没有这一栏：${column}。`);
    chosen.column = columns.has(column) ? column : "actual";
  };
  const write = () => {
    const parts = ["units", "years", "figures"].filter((kind) => chosen[kind].length)
      .map((kind) => `${kind}=${chosen[kind].map(encodeURIComponent).join(",")}`);
    if (chosen.column !== "actual") parts.push(`column=${chosen.column}`);
    history.replaceState(null, "", `${location.pathname}?${parts.join("&")}`);
  };
  const change = (said = "") => {
    notes = said ? [said] : [];
    write();
    return show();
  };
  const add = (kind, one, name, what) => {
    if (chosen[kind].includes(one)) return change(`${name}已经选了。`);
    if (chosen[kind].length >= MOST[kind]) return change(`一次最多比较 ${MOST[kind]} ${what}，去掉一个再加。`);
    chosen[kind].push(one);
    return change(`已加上${name}。`);
  };
  const remove = (kind, one, name, next) => {
    chosen[kind] = chosen[kind].filter((other) => other !== one);
    change(`已去掉${name}。`);
    next.focus();
  };

  /* ---- figures of the years chosen ---- */
  const address = (year, id) => {
    const number = Math.floor(known.get(id).place / Number(block)) + 1;
    return `${base}compare/${year}${number > 1 ? `-${number}` : ""}.json`;
  };
  const fetched = (url) => {
    if (!files.has(url))
      files.set(url, fetch(url).then((answer) => {
        if (!answer.ok) throw new Error(url);
        return answer.json();
      }).catch((error) => { files.delete(url); throw error; }));
    return files.get(url);
  };
  const load = async () => {
    const found = new Map();
    const wanted = chosen.years.flatMap((year) => chosen.units.map((id) => [year, address(year, id)]));
    await Promise.all([...new Map(wanted.map((one) => [one[1], one]))].map(async ([url, [year]]) => {
      const file = await fetched(url);
      const slots = new Map(file.columns.map((key, place) => [key, place]));
      const seen = found.get(year) || { outline: file.outline, units: new Map() };
      for (const [id, [name, short, scope, category, state, since, values]] of Object.entries(file.units))
        seen.units.set(id, { name, short, scope, category: file.categories[category], state, since, values, slots });
      found.set(year, seen);
    }));
    return found;
  };

  const columnOf = (figure) => (figure.columns.includes(chosen.column) ? chosen.column : "actual");
  const cell = (found, id, year, figure) => {
    const unit = found.get(year).units.get(id), column = columnOf(figure);
    if (!unit) return { state: "未收录" };
    if (!unit.values) return { state: unit.state };
    const place = unit.slots.get(column === "actual" ? figure.key : `${figure.key}.${column}`);
    return { value: place === undefined ? null : unit.values[place], unit };
  };
  const has = ({ value }) => value !== null && value !== undefined;
  const written = (figure, value) => figure.measure === "%"
    ? (figure.signed && !gkDecimal.negative(value) && !gkDecimal.zero(value) ? "+" : "") + gkDecimal.show(value) + "%"
    : gkDecimal.show(value, figure.measure === "万元" ? 2 : 0);
  const shown = (figure, one) => one.state || (has(one) ? written(figure, one.value) : "—");
  const titled = (figure) => figure.measure === "万元"
    ? `${figure.label}（${columns.get(columnOf(figure))}，万元）` : `${figure.label}（${figure.measure}）`;

  /* 增加 12.30（+1.2%）, between the first and the last year that have the figure. */
  const changed = (figure, found, id) => {
    const given = chosen.years.filter((year) => has(cell(found, id, year, figure)));
    if (given.length < 2) return "—";
    const first = given[0], last = given[given.length - 1];
    const { since } = found.get(last).units.get(id);
    const span = first === chosen.years[0] && last === chosen.years[chosen.years.length - 1] ? "" : `${first}—${last}年`;
    if (since && since > Number(first)) return `${since}年起口径已变，不比较`;
    if (figure.key === "score" && found.get(first).outline !== found.get(last).outline) return "指标体系不同，不比较";
    const [before, now] = [first, last].map((year) => cell(found, id, year, figure).value);
    const more = gkDecimal.minus(now, before);
    if (gkDecimal.zero(more)) return `${span}持平`;
    const words = `${span}${gkDecimal.negative(more) ? "减少" : "增加"} ${written({ ...figure, signed: false, measure: figure.measure === "%" ? "" : figure.measure }, gkDecimal.magnitude(more))}`;
    if (figure.measure === "%") return `${words} 个百分点`;
    if (figure.key === "score") return words;
    const rate = gkDecimal.percent(more, before, 1);
    return rate === null ? `${words}（基数为 0）` : `${words}（${gkDecimal.negative(rate) || gkDecimal.zero(rate) ? "" : "+"}${gkDecimal.show(rate)}%）`;
  };

  /* 最高 财政局 12.30，最低 档案局 1.20，相差 11.10; all that are equally high are named. */
  const extremes = (figure, found, year) => {
    const given = chosen.units.map((id) => [id, cell(found, id, year, figure)]).filter(([, one]) => has(one))
      .sort(([, a], [, b]) => gkDecimal.compare(b.value, a.value));
    if (given.length < 2) return "";
    const [[, high], [, low]] = [given[0], given[given.length - 1]];
    const equal = (other) => given.filter(([, one]) => gkDecimal.compare(one.value, other.value) === 0).map(([id]) => short(found, id)).join("、");
    const gap = gkDecimal.minus(high.value, low.value);
    if (gkDecimal.zero(gap)) return "各单位相同。";
    const apart = figure.measure === "%" ? `${gkDecimal.show(gap)} 个百分点` : written(figure, gap);
    return `最高是${equal(high)}（${written(figure, high.value)}），最低是${equal(low)}（${written(figure, low.value)}），相差 ${apart}。`;
  };

  /* ---- tables ---- */
  const name = (id) => known.get(id).name;
  const short = (found, id) => {
    const rows = [...chosen.years].reverse().map((year) => found.get(year)?.units.get(id)).filter(Boolean);
    return (rows[0] && rows[0].short) || name(id);
  };
  const scope = (found, id) => [...new Set(chosen.years.map((year) => found.get(year).units.get(id)?.scope).filter(Boolean))].join("、");
  const cellOf = (figure, one) => make("td", { class: one.state ? "is-state" : has(one) ? null : "is-null" }, shown(figure, one));
  const table = (caption, measure, heads, rows) => make("div", { class: "gk-scroll", role: "region", tabindex: "0", "aria-label": caption },
    make("table", { class: "gk-table" },
      make("caption", {}, caption, "\u2003", make("small", {}, measure)),
      make("thead", {}, make("tr", {}, make("th", { scope: "col" }, "单位"), ...heads, make("th", { scope: "col", class: "is-text" }, "口径"))),
      make("tbody", {}, ...rows)));
  const row = (found, id, cells) => make("tr", {},
    make("th", { scope: "row" }, make("a", { href: `${base}units/${id}/` }, name(id))),
    ...cells, make("td", { class: "is-text" }, scope(found, id)));
  const measureOf = (figure) => figure.measure === "万元" ? `${columns.get(columnOf(figure))}，金额单位：万元` : `单位：${figure.measure}`;

  const overYears = (found, figure) => [
    make("h3", {}, titled(figure)),
    multiples(found, figure),
    table(figure.label, measureOf(figure),
      [...chosen.years.map((year) => make("th", { scope: "col" }, make("a", { href: `${base}years/${year}/` }, year))),
        make("th", { scope: "col", class: "is-text" }, `${chosen.years[0]}—${chosen.years[chosen.years.length - 1]}年变化`)],
      chosen.units.map((id) => row(found, id, [...chosen.years.map((year) => cellOf(figure, cell(found, id, year, figure))),
        make("td", { class: "is-text is-change" }, changed(figure, found, id))]))),
  ];
  const inOneYear = (found, wanted, year) => [
    ...wanted.flatMap((figure) => [make("h3", {}, titled(figure)), bars(found, figure, year), make("p", { class: "gk-links" }, extremes(figure, found, year))]),
    table(`${year}年度比较`, "", wanted.map((figure) => make("th", { scope: "col" }, titled(figure))),
      chosen.units.map((id) => row(found, id, wanted.map((figure) => cellOf(figure, cell(found, id, year, figure)))))),
  ];

  /* ---- charts: lengths may be floats, what is written never is ---- */
  const scale = (values) => {
    const numbers = values.map(Number), low = Math.min(0, ...numbers), high = Math.max(0, ...numbers);
    return { low, span: high - low || 1 };
  };
  const all = (found, figure) => chosen.units.flatMap((id) => chosen.years.map((year) => cell(found, id, year, figure))).filter(has).map(({ value }) => value);

  /* Many years: one small chart for each unit, all on the same scale. */
  const multiples = (found, figure) => {
    const { low, span } = scale(all(found, figure));
    return make("div", { class: "gk-multiples" }, ...chosen.units.map((id) => {
      const cells = chosen.years.map((year) => cell(found, id, year, figure));
      const said = `${short(found, id)}，${titled(figure)}：${chosen.years.map((year, n) => `${year}年 ${shown(figure, cells[n])}`).join("，")}`;
      return make("figure", {}, make("figcaption", {}, short(found, id)), upright(figure, cells, said, low, span));
    }));
  };
  /* The bars whose values are written above them: all, the first and the last, or the last, as there is room. */
  const fitting = (given, step, wide) => {
    const first = given[0], last = given[given.length - 1];
    return wide <= step ? given : (last - first) * step >= wide * 1.2 ? [first, last] : [last];
  };
  const upright = (figure, cells, said, low, span) => {
    const WIDE = 280, TALL = 132, TOP = 18, FOOT = 20, step = WIDE / Math.max(cells.length, 3);
    const y = (number) => TOP + (TALL - TOP - FOOT) * (1 - (number - low) / span), ground = y(0);
    const given = cells.map((one, n) => (has(one) ? n : -1)).filter((n) => n >= 0);
    const labelled = fitting(given, step, Math.max(0, ...given.map((n) => shown(figure, cells[n]).length)) * 6.8);
    return draw("svg", { viewBox: `0 0 ${WIDE} ${TALL}`, role: "img", "aria-label": said },
      draw("line", { x1: 0, x2: step * cells.length, y1: ground, y2: ground }),
      ...cells.flatMap((one, n) => {
        const middle = step * (n + 0.5), number = Number(one.value), wide = Math.min(step * 0.6, 34);
        const anchor = n === 0 && step < 70 ? ["start", step * 0.1] : n === cells.length - 1 && step < 70 ? ["end", step * (n + 0.9)] : ["middle", middle];
        return [
          step >= 36 || (cells.length - 1 - n) % 2 === 0 ? draw("text", { x: middle, y: TALL - 4, "text-anchor": "middle", class: "is-soft" }, chosen.years[n]) : null,
          has(one) ? draw("rect", { x: middle - wide / 2, width: wide, y: Math.min(y(number), ground), height: Math.max(Math.abs(y(number) - ground), 0.5), class: n === given[given.length - 1] ? "is-last" : null },
            draw("title", {}, `${chosen.years[n]}年 ${shown(figure, one)}`))
            : draw("text", { x: middle, y: ground - 4, "text-anchor": "middle", class: "is-soft" }, (one.state || "").length * 11 > step * 1.3 ? "" : shown(figure, one)),
          labelled.includes(n) ? draw("text", { x: anchor[1], y: number < 0 ? Math.max(ground, TOP) - 4 : y(number) - 4, "text-anchor": anchor[0] }, shown(figure, one)) : null,
        ].filter(Boolean);
      }));
  };
  /* One year: a bar for each unit, the longest first, name and value in words. */
  const bars = (found, figure, year) => {
    const { low, span } = scale(all(found, figure));
    const rows = chosen.units.map((id) => [id, cell(found, id, year, figure)])
      .sort(([, a], [, b]) => has(b) - has(a) || (has(a) ? gkDecimal.compare(b.value, a.value) : 0));
    return make("ul", { class: "gk-ranks" }, ...rows.map(([id, one]) => {
      const number = Number(one.value), from = (Math.min(number, 0) - low) / span, long = Math.abs(number) / span;
      return make("li", {}, make("span", {}, short(found, id)), make("b", {}, shown(figure, one)),
        draw("svg", { viewBox: "0 0 100 4", preserveAspectRatio: "none", "aria-hidden": "true" },
          has(one) ? draw("rect", { x: from * 100, width: Math.max(long * 100, 0.2), y: 0, height: 4 }) : null));
    }));
  };

  /* ---- CSV: the columns of every CSV file of the site; BOM and CRLF for Excel, no cell that a program would run ---- */
  const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const safe = (text) => (/^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text);
  const csvText = (found) => {
    const rows = chosen.figures.map((key) => figures.get(key)).flatMap((figure) => chosen.units.flatMap((id) => chosen.years.map((year) => {
      const one = cell(found, id, year, figure), called = found.get(year).units.get(id)?.name || name(id);
      const column = figure.measure === "万元" ? columns.get(columnOf(figure)) : figure.computed ? "比率" : "数值";
      return [...[id, called, year, figure.label, column].map(safe), has(one) ? one.value : "", figure.measure,
        one.state || (figure.computed ? "计算" : "公开")];
    })));
    return "\ufeff" + [["单位标识", "单位", "年度", "项目", "栏目", "数值", "计量单位", "性质"], ...rows]
      .map((cells) => cells.map(quoted).join(",") + "\r\n").join("");
  };

  /* ---- showing ---- */
  const tell = (...more) => told.replaceChildren(...[...notes, ...more].map((note) => make("p", {}, note)));
  const controls = () => {
    at("[data-chosen=units]").replaceChildren(...chosen.units.map((id) =>
      chip(name(id), `去掉${name(id)}`, () => remove("units", id, name(id), field))));
    at("[data-chosen=figures]").replaceChildren(...chosen.figures.map((key) => figures.get(key)).map((figure) =>
      chip(figure.label, `去掉${figure.label}`, () => remove("figures", figure.key, figure.label, figureList))));
    for (const box of boxes) box.checked = chosen.years.includes(box.value);
    columnList.value = chosen.column;
  };
  const peers = (found) => {
    const room = at("[data-peers]"), year = [...chosen.years].reverse().find((one) => found.get(one)?.units.has(chosen.units[0]));
    const first = year && found.get(year).units.get(chosen.units[0]);
    room.hidden = !first;
    if (!first) return;
    const [category, path] = first.category;
    const others = [...found.get(year).units].filter(([id, unit]) => unit.category[0] === category && unit.values && !chosen.units.includes(id));
    const offered = chosen.units.length < MOST.units ? others.slice(0, OFFERED) : [];
    room.querySelector("p").replaceChildren(offered.length ? "同类单位，点一下加上；也可以看" : "同类单位见", make("a", { href: base + path }, `${year}年${category}全部单位`));
    room.querySelector("ul").replaceChildren(...offered.map(([id, unit]) =>
      chip(unit.short || unit.name, `加上${unit.name}`, () => { add("units", id, unit.name, "个单位"); field.focus(); })));
  };
  const remarks = (found) => {
    const scopes = new Set(chosen.units.flatMap((id) => scope(found, id).split("、")).filter(Boolean));
    return "“—”表示未公开，“0.00”表示公开为零，“未收录”只表示本站没有这份报告。"
      + (chosen.years.length > 1 ? "各单位的图用同一比例。" : "")
      + (scopes.size > 1 ? "所选单位口径不同：部门的数字包括本级和所属单位，不宜直接比大小。" : "");
  };
  const show = async () => {
    const mine = ++turn;
    controls();
    const ready = chosen.units.length && chosen.years.length && chosen.figures.length;
    if (!ready) {
      result.hidden = true;
      at("[data-peers]").hidden = true;
      if (!chosen.units.length) notes.push("先选一个单位。");
      else notes.push(chosen.years.length ? "选一项数字或指标。" : "选一个年度。");
      return tell();
    }
    tell("正在载入数字……");
    try {
      const found = await load();
      if (mine !== turn) return;
      const wanted = chosen.figures.map((key) => figures.get(key));
      at("[data-tables]").replaceChildren(...(chosen.years.length > 1
        ? wanted.flatMap((figure) => overYears(found, figure)) : inOneYear(found, wanted, chosen.years[0])));
      at("[data-notes]").textContent = remarks(found);
      peers(found);
      URL.revokeObjectURL(csv);
      at("[data-csv]").href = csv = URL.createObjectURL(new Blob([csvText(found)], { type: "text/csv;charset=utf-8" }));
      result.hidden = false;
    } catch {
      if (mine !== turn) return;
      notes.push("数据没有载入，请检查网络，再选一次。");
    }
    tell();
  };

  /* ---- looking for a unit: a combobox, by keyboard or pointer ---- */
  let current = -1;
  const options = () => [...list.children];
  const close = () => {
    list.hidden = true;
    list.replaceChildren();
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
    current = -1;
  };
  const pick = (id) => {
    field.value = "";
    hint.textContent = idle;
    close();
    add("units", id, name(id), "个单位");
  };
  let looks = 0;
  const look = async () => {
    const mine = ++looks, hits = await lookup(field.value);
    if (mine !== looks) return;
    close();
    list.replaceChildren(...hits.slice(0, OFFERED).map((unit, n) => {
      const option = make("li", { role: "option", id: `gk-unit-${n}`, "aria-selected": "false" }, unit.name,
        unit.found === unit.name ? null : make("small", {}, unit.found));
      option.addEventListener("pointerdown", (event) => event.preventDefault());
      option.addEventListener("click", () => pick(unit.id));
      option.dataset.unit = unit.id;
      return option;
    }));
    list.hidden = !hits.length;
    field.setAttribute("aria-expanded", String(hits.length > 0));
    hint.textContent = !field.value.trim() ? idle : hits.length ? `找到 ${hits.length} 个单位，用上下键选，回车加上` : "没有找到。可以写名称的一部分、拼音或首字母";
    if (hits.length) move(1);
  };
  const move = (step) => {
    const found = options();
    if (!found.length) return;
    current = (current + step + found.length) % found.length;
    found.forEach((option, n) => option.setAttribute("aria-selected", String(n === current)));
    found[current].scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", found[current].id);
  };

  const listen = () => {
    field.addEventListener("input", look);
    field.addEventListener("blur", close);
    field.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); move(event.key === "ArrowDown" ? 1 : -1); }
      else if (event.key === "Enter" && current >= 0) { event.preventDefault(); pick(options()[current].dataset.unit); }
      else if (event.key === "Escape") { field.value = ""; hint.textContent = idle; close(); }
    });
    for (const box of boxes) box.addEventListener("change", () => {
      const years = boxes.filter((one) => one.checked).map((one) => one.value);
      if (years.length > MOST.years) { box.checked = false; return change(`一次最多比较 ${MOST.years} 个年度，去掉一个再加。`); }
      chosen.years = years;
      return change();
    });
    at("[data-add]").addEventListener("click", () => add("figures", figureList.value, figures.get(figureList.value).label, "项"));
    columnList.addEventListener("change", () => { chosen.column = columnList.value; change(); });
    at("form").addEventListener("submit", (event) => event.preventDefault());
    at("[data-clear]").addEventListener("click", () => { chosen.units = []; change("已清空单位。"); field.focus(); });
    at("[data-copy]").addEventListener("click", async () => {
      try { await navigator.clipboard.writeText(location.href); notes = ["链接已复制。"]; }
      catch { notes = [`请从这里复制：${location.href}`]; }
      tell();
    });
  };

  const start = async () => {
    root.hidden = false;
    try {
      (await ready()).forEach((unit, place) => known.set(unit.id, { name: unit.name, place }));
    } catch {
      notes = ["单位名录没有载入，请检查网络，再打开一次。下面现成的比较照常可以看。"];
      return tell();
    }
    read();
    listen();
    await show();
  };
  start();
})();
