// The field of the directory that finds a unit. Without script the plain list remains.
const form = document.querySelector("[data-gk-find]");
const MOST = 12;

const item = ({ name, url, found }) => {
  const entry = document.createElement("li"), link = document.createElement("a"), note = document.createElement("small");
  link.href = url;
  link.textContent = name;
  note.textContent = found === name ? "" : found;
  entry.append(link, note);
  return entry;
};

const start = async () => {
  const { lookup, ready } = await import("./gongkai-lookup.js");
  const field = form.querySelector("input"), list = form.querySelector("ul"), told = form.querySelector("[role=status]");
  let current = -1, turn = 0;

  const show = async () => {
    const query = field.value.trim(), mine = ++turn;
    const hits = await lookup(query);
    if (mine !== turn) return;
    current = -1;
    list.replaceChildren(...hits.slice(0, MOST).map(item));
    told.textContent = !query ? "" : hits.length ? `找到 ${hits.length} 个单位` : "没有找到。可以写名称的一部分、拼音或首字母";
  };
  const move = (step) => {
    const links = [...list.querySelectorAll("a")];
    if (!links.length) return;
    current = (current + step + links.length) % links.length;
    links[current].focus();
  };

  form.hidden = false;
  field.addEventListener("focus", ready, { once: true });
  field.addEventListener("input", show);
  form.addEventListener("submit", (event) => { event.preventDefault(); list.querySelector("a")?.click(); });
  form.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") { event.preventDefault(); move(1); }
    else if (event.key === "ArrowUp") { event.preventDefault(); move(-1); }
    else if (event.key === "Escape") { field.value = ""; show(); field.focus(); }
  });
};
if (form) start();
