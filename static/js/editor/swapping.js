// A fetched piece replaces the one on the page only when it says something else, and not while an answer to one's own
// change is awaited, which needs its place: a button must not vanish under the pointer for nothing.
const OWN = "[data-here] > *, .row-here";

function words(element) {
  const copy = element.cloneNode(true);
  copy.querySelectorAll(OWN).forEach((each) => each.remove());
  copy.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((each) => each.remove());
  for (const each of [copy, ...copy.querySelectorAll("*")]) for (const name of ["aria-current", "aria-busy", "data-busy", "hx-swap-oob"]) each.removeAttribute(name);
  return copy.outerHTML.replace(/\s+/g, " ").replaceAll(" class=\"\"", "");
}

/** `again(name)` asks for a piece later. Answers whether an own change is on its way. */
export function swapping(again) {
  const sending = new Set();
  let fetched = null;
  document.addEventListener("htmx:beforeSend", ({ detail: { xhr, requestConfig } }) => requestConfig.verb !== "get" && sending.add(xhr));
  document.addEventListener("htmx:afterRequest", ({ detail: { xhr } }) => sending.delete(xhr));
  document.addEventListener("htmx:beforeOnLoad", ({ detail: { requestConfig } }) => (fetched = requestConfig?.elt?.dataset?.retell ?? null));
  document.addEventListener("htmx:oobBeforeSwap", ({ detail }) => {
    if (!fetched) return;
    const fresh = detail.fragment.firstElementChild;
    if (sending.size) again(fetched);
    if (sending.size || (fresh && words(fresh) === words(detail.target))) detail.shouldSwap = false;
  });
  return () => sending.size > 0;
}
