// Requests of the editor's own. The token is read as in static/js/csrf.js: the cookie's first.
const token = () =>
  /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? document.querySelector('meta[name="csrf-token"]').content;

export const get = (address) => fetch(address, { headers: { "HX-Request": "true" } });

export function post(address, fields) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  return fetch(address, { method: "POST", body, headers: { "X-CSRFToken": token(), "HX-Request": "true" } });
}

/** Whether it is the answer to what was asked, and not the front door that a session which ended is led to. */
export const usable = (answer) => Boolean(answer?.ok) && !answer.redirected;

/** Said at the bottom of the page by static/js/toast.js. */
export const toast = (text, tone = "error") => document.dispatchEvent(new CustomEvent("debrief:toast", { detail: { text, tone } }));
