// Short notices at the bottom. Eight seconds, paused while somebody looks at them; errors stay until closed.
// `debrief:toast` is sent by the server in HX-Trigger: {text, undo, tone}.
import { token } from "./csrf.js";

const SECONDS = 8;
const region = document.getElementById("toasts");
const sprite = document.querySelector("svg.icon use").getAttribute("href").split("#")[0];

const svg = (name) => `<svg class="icon" aria-hidden="true"><use href="${sprite}#i-${name}"/></svg>`;

function live(box) {
  if (box.dataset.live) return;
  box.dataset.live = "true";
  let timer;
  const stop = () => clearTimeout(timer);
  const start = () => {
    stop();
    if (box.dataset.tone !== "error") timer = setTimeout(() => box.remove(), SECONDS * 1000);
  };
  box.addEventListener("mouseenter", stop);
  box.addEventListener("focusin", stop);
  box.addEventListener("mouseleave", start);
  box.addEventListener("focusout", start);
  start();
}

async function undo(form) {
  const answer = await fetch(form.action, {
    method: "POST",
    body: new FormData(form),
    headers: { "X-CSRFToken": token() },
    // The page that it leads to would be told what was done, and nobody would read it there.
    redirect: "manual",
  }).catch(() => null);
  form.closest(".toast").remove();
  if (!answer?.ok && answer?.type !== "opaqueredirect") return toast("This could not be undone. Reload the page to see its state.", { tone: "error" });
  // The page shows what was undone in several places, so it is fetched whole, without losing the reader's place.
  sessionStorage.setItem("debrief:scroll", JSON.stringify([location.pathname, scrollY]));
  location.reload();
}

export function toast(text, { undo: address = "", tone = "" } = {}) {
  const box = document.createElement("div");
  box.className = "toast";
  box.dataset.toast = "";
  if (tone) box.dataset.tone = tone;
  box.innerHTML = `${svg(tone === "error" ? "alert" : "done")}<span></span>`;
  box.querySelector("span").textContent = text;
  if (address) {
    const form = document.createElement("form");
    form.method = "post";
    form.action = address;
    form.dataset.undo = "";
    form.innerHTML = '<button type="submit">Undo</button>';
    box.append(form);
  }
  const close = document.createElement("button");
  close.type = "button";
  close.dataset.dismiss = "";
  close.setAttribute("aria-label", "Close");
  close.innerHTML = svg("x");
  box.append(close);
  while (region.children.length > 2) region.firstElementChild.remove();
  region.append(box);
  live(box);
  return box;
}

region.querySelectorAll("[data-toast]").forEach(live);
new MutationObserver(() => region.querySelectorAll("[data-toast]").forEach(live)).observe(region, { childList: true });

document.addEventListener("debrief:toast", ({ detail }) => toast(detail.text, detail));
document.addEventListener("click", (event) => event.target.closest("[data-dismiss]")?.closest("[data-toast], .callout")?.remove());
region.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-undo]")) return;
  event.preventDefault();
  undo(event.target);
});
