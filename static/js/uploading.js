// `form[data-upload]` with a file says how much of it has arrived, and that it is being looked at. Without script it is a plain form.
import { release } from "./forms.js";

const MEGABYTE = 1_000_000;

const size = (bytes) => (bytes < MEGABYTE ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / MEGABYTE).toFixed(1)} MB`);

function say(form, words, share = null) {
  const place = form.querySelector("[data-uploaded]");
  place.hidden = !words;
  const [bar, line] = [place.querySelector("progress"), place.querySelector("[role=status]")];
  bar.hidden = share === null;
  bar.value = Math.round((share ?? 0) * 100);
  if (line.textContent !== words) line.textContent = words;
}

/** The form again, with what is wrong; another page when it went well. */
function settle(form, request, file) {
  release(form);
  const onward = request.getResponseHeader("HX-Redirect");
  if (onward) {
    delete form.dataset.touched;
    return location.assign(onward);
  }
  const fresh = new DOMParser().parseFromString(request.responseText, "text/html").querySelector("form[data-upload]");
  if (request.status !== 422 || !fresh) {
    const isLarge = [400, 413].includes(request.status);
    return say(form, isLarge ? `${file.name} is too large to be taken.` : `It could not be taken (${request.status}). Try again.`);
  }
  // What was chosen stays chosen.
  fresh.querySelector("[type=file]").files = form.querySelector("[type=file]").files;
  form.replaceWith(fresh);
  (fresh.querySelector(".error-summary") ?? fresh.querySelector("[type=file]"))?.focus();
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest?.("form[data-upload]");
  const file = form?.querySelector("[type=file]")?.files[0];
  if (!file || event.defaultPrevented) return;
  event.preventDefault();
  const request = new XMLHttpRequest();
  const body = new FormData(form);
  request.open("POST", form.action);
  // Otherwise the page that follows would be fetched here, and what it has to say would be said to nobody.
  request.setRequestHeader("HX-Request", "true");
  request.upload.addEventListener("progress", ({ loaded, total, lengthComputable }) => {
    if (!lengthComputable) return;
    const tenth = Math.floor((loaded / total) * 10) * 10;
    say(form, loaded < total ? `Sending ${size(file.size)}, ${tenth} % sent` : "Sent. It is being looked at.", loaded / total);
  });
  request.addEventListener("load", () => settle(form, request, file));
  request.addEventListener("error", () => {
    release(form);
    say(form, "The connection was lost. The file is still chosen: try again.");
  });
  say(form, `Sending ${size(file.size)}`, 0);
  request.send(body);
});
