// The token that every request carries. The cookie's first: it changes when somebody signs in again in another tab, and
// what this page was made with is worth nothing then.
export const token = () =>
  /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? document.querySelector('meta[name="csrf-token"]').content;

document.addEventListener("htmx:configRequest", ({ detail: { headers, parameters } }) => {
  headers["X-CSRFToken"] = token();
  if (parameters.csrfmiddlewaretoken) parameters.csrfmiddlewaretoken = token();
});

document.addEventListener(
  "submit",
  ({ target }) => {
    const field = target.elements.namedItem("csrfmiddlewaretoken");
    if (field) field.value = token();
  },
  { capture: true },
);
