// The desk's page: starts the program and says how far it is.

import { startDesk } from "./desk-call.js";

const home = /** @type {HTMLElement} */ (document.querySelector("[data-desk]"));
const status = /** @type {HTMLElement} */ (home.querySelector("[data-desk-status]"));
const desk = startDesk(home, ({ progress }) => {
  status.textContent = progress;
});
desk.ready.then(
  () => {
    status.textContent = "已装好";
  },
  (error) => {
    status.textContent = error.message;
  },
);
