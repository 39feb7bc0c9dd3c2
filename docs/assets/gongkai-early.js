// Before the first paint: the reader's choice of light or dark, and of the easy version (关怀版).
(() => {
  const kept = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
  const root = document.documentElement, scheme = kept("gk-scheme");
  if (scheme) root.dataset.gkScheme = scheme;
  if (kept("gk-care")) root.dataset.gkCare = "";
})();
