// Every htmx request: refusals, errors, sessions that ended, and the thin line at the top.
import { toast } from "./toast.js";

const isPage = (text) => /^\s*(<!--.*?-->\s*)?<!doctype html/i.test(text);
const progress = document.getElementById("progress");
let running = 0;

// Under 300 ms nothing moves; the line appears only when somebody would begin to wonder.
document.addEventListener("htmx:beforeRequest", () => {
  running += 1;
  setTimeout(() => progress.classList.toggle("htmx-request", running > 0), 300);
});
document.addEventListener("htmx:afterRequest", () => {
  running = Math.max(0, running - 1);
  if (!running) progress.classList.remove("htmx-request");
});

/** The sentences of an error answer, whether it came as a page or as a fragment. */
function sentences(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const said = page.querySelector("[data-says]") || page.querySelector("main h1") || page.body;
  return said.textContent.replace(/\s+/g, " ").trim();
}

/** Whether an answer is a page from another address than was asked: the session ended, and this is the front door. */
export function isFrontDoor(xhr, path) {
  const got = xhr.responseURL && new URL(xhr.responseURL).pathname;
  return isPage(xhr.responseText) && got && got !== new URL(path, location.href).pathname;
}

/** To sign in beside this page, on which something typed is not saved yet. */
export function signInLink(xhr) {
  const address = new URL(xhr.responseURL);
  if (address.searchParams.has("next")) address.searchParams.set("next", location.pathname + location.search);
  return Object.assign(document.createElement("a"), { href: address.href, target: "_blank", className: "link", textContent: "Sign in" });
}

/** Says it where it belongs: inside the open dialog, which covers the toasts, or as a toast. Answers the box. */
export function say(text, source) {
  const dialog = source?.closest?.("dialog[open]");
  const place = dialog?.querySelector(".dialog-body, .dialog-head");
  if (!place) return toast(text, { tone: "error" }).querySelector("span");
  place.querySelector(":scope > .error-summary[data-said]")?.remove();
  const box = document.createElement("div");
  Object.assign(box, { className: "error-summary", tabIndex: -1, textContent: text });
  box.setAttribute("role", "alert");
  box.dataset.said = "";
  place.prepend(box);
  box.focus();
  return box;
}

document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, requestConfig } = event.detail;
  const { elt } = requestConfig;
  const failed = xhr.status >= 400;
  if (!failed) {
    if (event.detail.target === document.body || !isFrontDoor(xhr, requestConfig.path)) return;
    event.detail.shouldSwap = false;
    if (requestConfig.verb === "get") return location.assign(location.href);
    say("You are signed out, and this was not done. Sign in beside it, then try again here. ", elt).append(signInLink(xhr));
    return;
  }
  if (xhr.status === 422 && elt.closest("#dialog")) {
    event.detail.target = document.getElementById("dialog");
    event.detail.swapOverride = "innerHTML";
  }
  if (xhr.getResponseHeader("HX-Refused") || isPage(xhr.responseText)) {
    event.detail.shouldSwap = false;
    if (xhr.status < 500) say(sentences(xhr.responseText), elt);
  }
});

const again = "What you typed is still here. Try again in a moment.";

document.addEventListener("htmx:responseError", (event) => {
  const { xhr, elt } = event.detail;
  if (xhr.status >= 500) say(`The server could not do this. ${again}`, elt);
  else if (xhr.status === 429) say("Too many requests at once. Wait a moment, then try again.", elt);
  else if (xhr.status === 413) say("This is larger than Debrief accepts. Shorten it and try again.", elt);
  else if (![403, 409, 422].includes(xhr.status) && !isPage(xhr.responseText)) {
    say(xhr.status === 404 ? "This is not here any more. Reload the page." : sentences(xhr.responseText), elt);
  }
});

for (const name of ["htmx:sendError", "htmx:timeout"]) {
  // Pieces of the page that ask for themselves are asked for again; nobody waits for them.
  document.addEventListener(name, ({ detail: { elt } }) => elt.matches("[data-retell]") || say(`The server did not answer. ${again}`, elt));
}
