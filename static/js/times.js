// Keeps relative times true while a page stays open, and says a date-and-time field's value in UTC beside it.
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

function relative(moment) {
  const seconds = Math.round((Date.now() - moment) / 1000);
  const away = Math.abs(seconds);
  if (away >= 7 * DAY) return "";
  if (away < MINUTE) return seconds >= 0 ? "just now" : "in a moment";
  const days = Math.floor(away / DAY);
  const words =
    away < HOUR ? `${Math.floor(away / MINUTE)} min` : away < DAY ? `${Math.floor(away / HOUR)} h` : days === 1 ? "1 day" : `${days} days`;
  return seconds >= 0 ? `${words} ago` : `in ${words}`;
}

function refresh() {
  document.querySelectorAll("time[data-relative]").forEach((time) => {
    const words = relative(Date.parse(time.dateTime));
    if (words && time.textContent !== words) time.textContent = words;
  });
}
setInterval(refresh, 30_000);
document.addEventListener("visibilitychange", () => document.hidden || refresh());

/** The offset of a zone at a moment, in minutes east of UTC. */
function offset(zone, at) {
  const shown = new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeZoneName: "longOffset" }).formatToParts(at);
  const found = /GMT([+-])(\d\d):(\d\d)/.exec(shown.find((part) => part.type === "timeZoneName").value);
  return found ? (found[1] === "-" ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3])) : 0;
}

// <input type="datetime-local" data-utc-hint="id of the element that says it">
document.addEventListener("input", ({ target }) => {
  const hint = target.dataset?.utcHint && document.getElementById(target.dataset.utcHint);
  if (!hint) return;
  const zone = target.dataset.zone || document.body.dataset.zone || "UTC";
  const wall = Date.parse(`${target.value}Z`);
  if (Number.isNaN(wall)) return void (hint.textContent = "");
  const utc = new Date(wall - offset(zone, new Date(wall)) * 60_000);
  hint.textContent = `${utc.toISOString().slice(0, 16).replace("T", ", ")} UTC`;
});
