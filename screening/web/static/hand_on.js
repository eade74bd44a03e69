// A result that somebody left on the screen of a shared device goes away by itself.
(() => {
  const form = document.querySelector("[data-hand-on]");
  if (!form) return;
  const wait = Number(form.dataset.handOn) * 1000;
  let timer;
  const start = () => { clearTimeout(timer); timer = setTimeout(() => form.submit(), wait); };
  for (const kind of ["pointerdown", "keydown", "scroll"]) addEventListener(kind, start, { passive: true });
  // A page that the browser kept in memory for Back is not shown again.
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  start();
})();
