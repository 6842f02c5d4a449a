// Long work in short pieces, so that the page answers in between.

const SLICE_MILLIS = 8;

/** Does what a generator does, a slice at a time. Returns a function that gives it up. */
export function inSlices(work) {
  let timer;
  const go = () => {
    const end = performance.now() + SLICE_MILLIS;
    let done = false;
    while (!done && performance.now() < end) {
      ({ done } = work.next());
    }
    timer = done ? undefined : setTimeout(go, 0);
  };
  timer = setTimeout(go, 0);
  return () => clearTimeout(timer);
}

/** Calls once the next frame is on its way to the screen, or so long after. Returns a function that gives it up. */
export function afterFrame(act, millis = 0) {
  let timer;
  const frame = requestAnimationFrame(() => {
    timer = setTimeout(act, millis);
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}
