// Closes the menu of narrow screens with Escape, a press outside, or a link to a place on the same page. It opens without script.
(() => {
  const menu = document.querySelector(".gk-menu");
  if (!menu) return;
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target) || event.target.closest("a")) menu.open = false;
  });
})();
