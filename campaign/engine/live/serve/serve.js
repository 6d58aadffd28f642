// Loads the page anew when a file of the campaign has changed. Only `campaign serve` sends this; no built site has it.
"use strict";
(() => {
  let shown;
  const changes = new EventSource("/_serve/changes");
  changes.addEventListener("message", (event) => {
    if (shown !== undefined && event.data !== shown) location.reload();
    shown = event.data;
  });
})();
