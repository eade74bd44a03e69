// Counts one exercise: get ready, each set by its tempo, the rest between sets. The page says the same in words.
(() => {
  const READY_S = 5;

  // The parts of an exercise in order: [words, seconds, how many repetitions are counted in them].
  const partsOf = (box) => {
    const amounts = box.dataset.amounts.split(",").map(Number);
    const legs = Number(box.dataset.legs);
    const each = Number(box.dataset.each);
    const isCounted = box.dataset.unit === "reps" || box.dataset.unit === "runs";
    const parts = [["Get ready", READY_S, 0]];
    amounts.forEach((amount, index) => {
      for (let leg = 1; leg <= legs; leg += 1) {
        const side = legs === 2 ? `, ${leg === 1 ? "first" : "other"} leg` : "";
        if (leg === 2) parts.push(["Change legs", READY_S, 0]);
        parts.push([`Set ${index + 1} of ${amounts.length}${side}`, amount * each, isCounted ? amount : 0]);
      }
      if (index + 1 < amounts.length) parts.push(["Rest", Number(box.dataset.rest), 0]);
    });
    return parts.filter(([, seconds]) => seconds > 0);
  };

  const clock = (seconds) =>
    seconds < 60 ? String(seconds) : `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

  let running = null;
  let lock = null;

  const stayAwake = async (on) => {
    try {
      if (on && !lock && "wakeLock" in navigator) lock = await navigator.wakeLock.request("screen");
      if (!on && lock) {
        const held = lock;
        lock = null;
        await held.release();
      }
    } catch {
      lock = null; // a phone on low battery refuses; the timer goes on
    }
  };

  const set = (box) => {
    const phase = box.querySelector(".phase");
    const count = box.querySelector(".count");
    const go = box.querySelector("[data-go]");
    const skip = box.querySelector("[data-skip]");
    const stop = box.querySelector("[data-stop]");
    const parts = partsOf(box);
    let at = 0;
    let left = 0; // milliseconds left of this part
    let until = 0;
    let ticking = null;

    const say = (words) => {
      if (phase.textContent !== words) phase.textContent = words;
    };

    const draw = () => {
      const [words, seconds, repetitions] = parts[at];
      say(words);
      const remaining = Math.max(0, Math.ceil(left / 1000));
      if (!repetitions) {
        count.textContent = clock(remaining);
        return;
      }
      const done = Math.floor((seconds * 1000 - left) / ((seconds * 1000) / repetitions));
      count.textContent = `${Math.min(done + 1, repetitions)}/${repetitions}`;
    };

    const end = (words) => {
      clearInterval(ticking);
      ticking = null;
      if (running === pause) running = null;
      stayAwake(false);
      at = 0;
      left = 0;
      count.textContent = "";
      say(words);
      go.textContent = "Start the timer";
      skip.hidden = true;
      stop.hidden = true;
    };

    const next = () => {
      at += 1;
      if (at >= parts.length) {
        navigator.vibrate?.([200, 100, 200]);
        end("All sets done");
        return;
      }
      navigator.vibrate?.(200);
      left = parts[at][1] * 1000;
      until = performance.now() + left;
      draw();
    };

    const tick = () => {
      left = until - performance.now();
      if (left <= 0) next();
      else draw();
    };

    const pause = () => {
      clearInterval(ticking);
      ticking = null;
      go.textContent = "Go on";
      stayAwake(false);
    };

    const start = () => {
      if (running && running !== pause) running();
      running = pause;
      if (left <= 0) left = parts[at][1] * 1000;
      until = performance.now() + left;
      ticking = setInterval(tick, 100);
      go.textContent = "Pause";
      skip.hidden = false;
      stop.hidden = false;
      stayAwake(true);
      draw();
    };

    go.addEventListener("click", () => (ticking === null ? start() : pause()));
    skip.addEventListener("click", () => {
      if (ticking === null) start();
      next();
    });
    stop.addEventListener("click", () => end(""));
    box.hidden = false;
  };

  for (const box of document.querySelectorAll("[data-timer]")) set(box);
})();
