// The clock of the item at hand, drawn from what the server says: how much was spent, and since when it runs.
import { now } from "./meeting-clock.js";

const SECOND = 1000;
const SAID = [5 * 60, 60];
let said = null;
let waiting = 0;

const both = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

/** Milliseconds left of the item at hand, below zero when its time is over; null where there is no clock. */
export function left(at = now()) {
  const timer = document.querySelector("[data-timer]");
  if (!timer) return null;
  const since = timer.dataset.runningSince;
  return Number(timer.dataset.box) * SECOND - Number(timer.dataset.spent) * SECOND - (since ? at - Date.parse(since) : 0);
}

export function draw() {
  clearTimeout(waiting);
  const timer = document.querySelector("[data-timer]");
  const at = now();
  const rest = left(at);
  if (rest === null) return;
  const seconds = rest > 0 ? Math.ceil(rest / SECOND) : Math.floor(-rest / SECOND);
  put(timer.querySelector("[data-timer-left]"), rest > 0 ? both(seconds) : `+${both(seconds)}`);
  const box = `${Math.round(Number(timer.dataset.box) / 60)} min`;
  const paused = timer.dataset.paused === "yes" ? "paused, " : "";
  put(timer.querySelector("[data-timer-words]"), paused + (rest > 0 ? `left of ${box}` : `over ${box}`));
  timer.classList.toggle("is-over", rest <= 0);
  const share = Math.min(100, Math.max(0, Math.floor(100 - rest / (Number(timer.dataset.box) * 10))));
  for (const bar of document.querySelectorAll("[data-timer-share]")) bar.dataset.share = share;
  total(at);
  aloud(rest);
  // Next time when a second is full, not when this one began.
  const part = ((rest % SECOND) + SECOND) % SECOND;
  waiting = setTimeout(draw, (part || SECOND) + 4);
}

function total(at) {
  const place = document.querySelector("[data-total]");
  const since = place?.closest("[data-since]").dataset.since;
  if (since) put(place, both(Math.max(0, Math.floor((at - Date.parse(since)) / SECOND))));
}

function put(place, words) {
  if (place && place.textContent !== words) place.textContent = words;
}

/** Read aloud at five minutes and at one, not every second. */
function aloud(rest) {
  const step = document.getElementById("room-top")?.dataset.step;
  const mark = SAID.find((seconds) => rest <= seconds * SECOND && rest > (seconds - 2) * SECOND);
  if (!mark || said === `${step}:${mark}`) return;
  said = `${step}:${mark}`;
  document.querySelector("[data-timer-aloud]").textContent = mark === 60 ? "1 minute left" : `${mark / 60} minutes left`;
}
