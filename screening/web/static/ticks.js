// "None of these" and the other ticks exclude each other while ticking; the server checks it in any case.
(() => {
  for (const group of document.querySelectorAll("[data-ticks]")) {
    const inputs = [...group.querySelectorAll("input[type=checkbox]")];
    group.addEventListener("change", (event) => {
      const changed = event.target;
      if (!(changed instanceof HTMLInputElement) || !changed.checked) return;
      const exclusive = changed.hasAttribute("data-exclusive");
      for (const input of inputs) {
        if (input === changed) continue;
        if (exclusive || input.hasAttribute("data-exclusive")) input.checked = false;
      }
    });
  }
})();
