// The room: every screen shows the item at hand, and draws its clock by the server's time.
import { off, typing } from "./shortcuts.js";
import { follow } from "./meeting-clock.js";
import { draw } from "./meeting-timer.js";

const room = document.querySelector("[data-room]");
let shown = null;

/** The sections of the item at hand; what one writes in another stays as it is, out of sight. */
function turn() {
  const state = document.getElementById("room-top");
  if (!state) return;
  if (state.dataset.state !== "running") return location.reload();
  const step = state.dataset.step;
  if (shown !== null && shown !== step) {
    document.querySelector("[data-timer-aloud]").textContent = document.querySelector("#room-head h2").textContent;
  }
  if (shown === step) return;
  shown = step;
  for (const part of document.querySelectorAll(".stage-part")) part.hidden = part.dataset.step !== step;
  document.getElementById("stage").scrollTop = 0;
}

function silent() {
  const question = document.getElementById("room-silent")?.dataset.question ?? "";
  const form = document.querySelector("[data-silent-form]");
  if (!form) return;
  form.hidden = !question;
  const answer = document.querySelector("[data-answer]")?.dataset.answer;
  if (!answer || form.getAttribute("hx-post") === answer) return;
  form.action = answer;
  form.setAttribute("hx-post", answer);
  window.htmx.process(form);
}

function renew() {
  turn();
  silent();
  draw();
}

document.addEventListener("htmx:oobAfterSwap", ({ detail: { target } }) => target?.id?.startsWith("room-") && queueMicrotask(renew));
document.addEventListener("visibilitychange", () => document.hidden || draw());

document.addEventListener("click", ({ target }) => {
  if (target.closest("[data-fullscreen]")) {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen?.();
  }
  const chosen = target.closest("[data-complete]");
  if (chosen) complete(chosen.dataset.complete);
});

/** What was understood goes with the line that was taken. */
document.addEventListener("reset", ({ target }) => {
  const area = target.querySelector("#quick-text");
  if (area) setTimeout(() => area.dispatchEvent(new Event("input", { bubbles: true })));
});

/** Puts a person where the beginning of their handle stands at the end of the line. */
function complete(handle) {
  const area = document.getElementById("quick-text");
  area.value = `${area.value.replace(/@\S*$/, "")}${handle} `;
  area.focus();
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

document.addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (target.id === "quick-text") {
    if (event.shiftKey || event.isComposing || !["Tab", "Enter"].includes(key)) return;
    const first = document.querySelector("#understood [data-complete]");
    const [begun] = /@\S*$/.exec(target.value) ?? [];
    // Enter takes a person as well while the handle is only the beginning of one.
    const takes = begun && (key === "Tab" || first?.closest("[data-unfinished]")?.dataset.unfinished === begun);
    if (key === "Tab" && !(first && begun)) return;
    event.preventDefault();
    if (first && takes) complete(first.dataset.complete);
    else target.form.requestSubmit();
    return;
  }
  // Space presses whatever button has the focus; it stops the clock when nothing has.
  if (key !== " " || off() || event.ctrlKey || event.metaKey || event.altKey || typing(target) || target.closest("a, button, summary")) return;
  const pause = document.getElementById("pause");
  if (!pause) return;
  event.preventDefault();
  pause.click();
});

if (room) {
  renew();
  follow(room.dataset.clockUrl).then(() => {
    room.dataset.clockSet = "true";
    draw();
  });
}
