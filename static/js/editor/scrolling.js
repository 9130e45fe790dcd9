// Two panes that show the same sections at different heights, scrolled so that the same place of the same section is at
// the top of both. The one that somebody touches leads.

/** Where `element` begins, in the scrolled content of `pane`. */
const begin = (pane, element) => element.getBoundingClientRect().top - pane.getBoundingClientRect().top + pane.scrollTop;

/** `at` carried from one list of rising stops to the other, in proportion between two of them. */
export function carried(at, from, to) {
  let n = from.findLastIndex((stop) => stop <= at);
  n = Math.max(0, Math.min(n, from.length - 2));
  const length = from[n + 1] - from[n];
  const share = length > 0 ? (at - from[n]) / length : 0;
  return to[n] + share * (to[n + 1] - to[n]);
}

/** `pairs` answers [element in a, element in b] for what stands in both. */
export function together(a, b, pairs) {
  let leader = a;
  for (const pane of [a, b]) {
    for (const name of ["wheel", "touchstart", "pointerdown", "keydown", "focusin"]) {
      pane.addEventListener(name, () => (leader = pane), { passive: true });
    }
    pane.addEventListener("scroll", () => pane === leader && a.offsetParent && b.offsetParent && follow(pane, pane === a ? b : a), { passive: true });
  }

  function follow(leads, other) {
    const stops = (pane) => [0, ...pairs().map((pair) => begin(pane, pair[pane === a ? 0 : 1])), pane.scrollHeight];
    const [from, to] = [stops(leads), stops(other)];
    if (from.length < 3) return;
    // At its end, the other is at its end too, however much longer it is.
    const most = leads.scrollHeight - leads.clientHeight;
    other.scrollTop = leads.scrollTop >= most - 2 ? other.scrollHeight : carried(leads.scrollTop, from, to);
  }
}
