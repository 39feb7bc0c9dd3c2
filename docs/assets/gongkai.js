// Comforts of a page that reads without them: menu, light and dark, the easy version, the current heading.
const root = document.documentElement;
const keep = (name, value) => {
  try { value ? localStorage.setItem(name, value) : localStorage.removeItem(name); } catch { /* not remembered */ }
};

// The menu of narrow screens closes with Escape, a press outside, or a link to a place on the same page.
const menu = document.querySelector(".gk-menu");
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !menu?.open) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
document.addEventListener("click", (event) => {
  if (menu && (!menu.contains(event.target) || event.target.closest("a"))) menu.open = false;
});

// Light and dark: as the system has it, light, dark.
const SCHEMES = ["", "light", "dark"], NAMES = { "": "跟随系统", light: "浅色", dark: "深色" };
const schemes = document.querySelectorAll("[data-gk-schemes]");
const showScheme = () => schemes.forEach((button) => {
  button.hidden = false;
  button.querySelector("span").textContent = `明暗：${NAMES[root.dataset.gkScheme ?? ""]}`;
});
schemes.forEach((button) => button.addEventListener("click", () => {
  const next = SCHEMES[(SCHEMES.indexOf(root.dataset.gkScheme ?? "") + 1) % SCHEMES.length];
  if (next) root.dataset.gkScheme = next; else delete root.dataset.gkScheme;
  keep("gk-scheme", next);
  showScheme();
}));
showScheme();

// The easy version: larger, wider set, stronger contrast.
const cares = document.querySelectorAll("[data-gk-cares]");
const showCare = () => cares.forEach((button) => {
  button.hidden = false;
  button.setAttribute("aria-pressed", String("gkCare" in root.dataset));
});
cares.forEach((button) => button.addEventListener("click", () => {
  if ("gkCare" in root.dataset) delete root.dataset.gkCare; else root.dataset.gkCare = "";
  keep("gk-care", "gkCare" in root.dataset ? "1" : "");
  showCare();
}));
showCare();

// The heading that is being read, in the table of contents.
const entries = new Map([...document.querySelectorAll(".gk-toc a")].map((link) => [decodeURI(link.hash.slice(1)), link]));
if (entries.size) {
  const heads = [...entries.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  let waiting = false;
  const mark = () => {
    waiting = false;
    const read = heads.filter((head) => head.getBoundingClientRect().top < innerHeight / 4).at(-1);
    entries.forEach((link, id) => link.classList.toggle("md-nav__link--active", id === read?.id));
  };
  addEventListener("scroll", () => { if (!waiting) { waiting = true; requestAnimationFrame(mark); } }, { passive: true });
  mark();
}
