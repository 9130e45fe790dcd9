// The one <dialog>. `data-dialog` on a link opens its address in it; without script, or when that fails, the link is a page.
import { isFrontDoor } from "./requests.js";

const dialog = document.getElementById("dialog");
let opener = null;

export function open() {
  if (dialog.open) return;
  opener ??= document.activeElement;
  dialog.showModal();
  const first = dialog.querySelector("[autofocus], .dialog-body :is(input, select, textarea, a, button):not([type=hidden])");
  first?.focus();
}

export function show(html) {
  dialog.innerHTML = html;
  window.htmx?.process(dialog);
  open();
}

export function close() {
  if (dialog.open) dialog.close();
}

export async function load(address, from) {
  opener = from || document.activeElement;
  dialog.classList.toggle("palette", Boolean(from?.matches("[data-palette]")));
  const answer = await fetch(address, { headers: { "HX-Request": "true", "HX-Target": "dialog" } }).catch(() => null);
  if (!answer?.ok || answer.redirected) return location.assign(address);
  show(await answer.text());
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-dialog]");
  const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.button);
  if (link && plain) {
    event.preventDefault();
    link.closest("details[data-menu]")?.removeAttribute("open");
    load(link.href || link.dataset.dialog, link);
  } else if (dialog.open && event.target.closest("[data-close]")) {
    event.preventDefault();
    close();
  }
});

// Anything htmx puts into #dialog opens it.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target === dialog) open();
});
document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.target === dialog && !dialog.open) opener = event.detail.elt;
});

// A form inside that did its work elsewhere on the page has no more to say here.
document.addEventListener("htmx:afterRequest", (event) => {
  const { elt, target, successful, requestConfig, xhr } = event.detail;
  if (successful && !isFrontDoor(xhr, requestConfig.path) && requestConfig?.verb !== "get" && dialog.contains(elt) && !dialog.contains(target)) close();
});
document.addEventListener("debrief:close", close);

// The press must begin on the backdrop, or selecting text out of the dialog would close it.
let pressed = null;
dialog.addEventListener("pointerdown", (event) => (pressed = event.target));
dialog.addEventListener("click", (event) => {
  if (event.target === dialog && pressed === dialog) close();
});

dialog.addEventListener("close", () => {
  dialog.innerHTML = "";
  dialog.classList.remove("palette");
  const back = opener?.isConnected ? opener : document.getElementById(opener?.id);
  back?.focus?.();
  opener = null;
});
