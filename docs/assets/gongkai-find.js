/* Finds units by any part of a name, by pinyin and by initials; shared by the directory and the comparison. */
window.gkUnits = (address) => {
  let units = null;

  const load = async () => {
    if (units) return units;
    const answer = await fetch(address);
    const data = await answer.json();
    return units = data.units.map(([id, names, own = {}]) => ({
      id, name: names[0],
      names: names.map((name, at) => {
        const read = own[at] ? own[at].split(" ") : [...name].map((c) => data.readings[c] || c.toLowerCase());
        return { name, read, initials: read.map((s) => s[0]).join("") };
      }),
    }));
  };

  /* Where the query is found in a name: 0 best; -1 not at all. */
  const found = ({ name, read, initials }, query) => {
    const at = name.toLowerCase().indexOf(query);
    if (at >= 0) return at;
    if (!/^[a-z]+$/.test(query)) return -1;
    const short = initials.indexOf(query);
    if (short >= 0) return short + 20;
    for (let start = 0; start < read.length; start++)
      if (read.slice(start).join("").startsWith(query)) return start + 40;
    return -1;
  };

  const search = (query) => units
    .map((unit) => {
      const hits = unit.names.map((name) => [found(name, query), name.name]).filter(([at]) => at >= 0);
      return hits.length ? [Math.min(...hits.map(([at]) => at)), unit, hits[0][1]] : null;
    })
    .filter(Boolean)
    .sort((a, b) => a[0] - b[0] || a[1].name.length - b[1].name.length);

  return { load, search: (query) => search(query.replace(/\s+/g, "").toLowerCase()) };
};

/* The directory: links to the units found. Without script the plain list remains. */
(() => {
  const form = document.querySelector("[data-gk-find]");
  if (!form) return;
  const field = form.querySelector("input"), list = form.querySelector("ul"), told = form.querySelector("[role=status]");
  const { load, search } = gkUnits(form.dataset.index);
  const MOST = 12;
  let current = -1;

  const show = async () => {
    const query = field.value.trim();
    await load();
    current = -1;
    const hits = query ? search(query) : [];
    list.replaceChildren(...hits.slice(0, MOST).map(([, unit, name]) => {
      const item = document.createElement("li"), link = document.createElement("a"), note = document.createElement("small");
      link.href = `${form.dataset.base}units/${unit.id}/`;
      link.textContent = unit.name;
      note.textContent = name === unit.name ? "" : name;
      item.append(link, note);
      return item;
    }));
    told.textContent = !query ? "" : hits.length ? `找到 ${hits.length} 个单位` : "没有找到。可以写名称的一部分、拼音或首字母";
  };

  const move = (step) => {
    const links = [...list.querySelectorAll("a")];
    if (!links.length) return;
    current = (current + step + links.length) % links.length;
    links[current].focus();
  };

  form.hidden = false;
  field.addEventListener("focus", load, { once: true });
  field.addEventListener("input", show);
  form.addEventListener("submit", (event) => { event.preventDefault(); list.querySelector("a")?.click(); });
  form.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") { event.preventDefault(); move(1); }
    else if (event.key === "ArrowUp") { event.preventDefault(); move(-1); }
    else if (event.key === "Escape") { field.value = ""; show(); field.focus(); }
  });
})();
