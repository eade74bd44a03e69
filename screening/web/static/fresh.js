// Loads a page again now and then while somebody watches it, so that who has answered is seen at once. It stops
// after a quarter of an hour without a touch or a key, so that a screen that nobody watches can still sign out.
(() => {
  const watched = document.querySelector("[data-fresh]");
  if (!watched) return;
  const every = Number(watched.dataset.fresh) * 1000;
  const most = (15 * 60 * 1000) / every;
  let times = (history.state && history.state.times) || 0;
  const again = () => { times = 0; };
  for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, again, { passive: true });
  const timer = setInterval(() => {
    const busy = document.hidden || (document.activeElement && document.activeElement.matches("input, select, button"));
    if (busy) return;
    if (times >= most) { clearInterval(timer); return; }
    history.replaceState({ times: times + 1 }, "");
    location.reload();
  }, every);
})();
