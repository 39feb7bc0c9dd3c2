// Before the first paint: that scripts of pages run, the reader's choice of light or dark, and of the easy version (关怀版).
(() => {
  if ("noModule" in HTMLScriptElement.prototype) document.documentElement.dataset.gkScript = "";
  try {
    const root = document.documentElement;
    const scheme = localStorage.getItem("gk-scheme");
    if (scheme) root.dataset.gkScheme = scheme;
    if (localStorage.getItem("gk-care")) root.dataset.gkCare = "";
  } catch {
    // nothing is remembered here
  }
  // Where scripts of pages run at all: the reader's comparison is folded if the address has a choice, and room is kept for it.
  if ("noModule" in HTMLScriptElement.prototype) {
    document.documentElement.dataset.gkChosen = /[?&]units?=[^&]/.test(location.search) ? "yes" : "no";
  }
})();
