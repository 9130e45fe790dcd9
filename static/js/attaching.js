// Files on an incident: dropped, pasted or chosen, sent one after the other with a bar, and shown without loading the page.
import { token } from "./csrf.js";
import { whenFree } from "./holding.js";

const area = () => document.querySelector("[data-drop]");

function say(words) {
  const status = area()?.querySelector("[data-drop-status]");
  if (!status) return;
  status.textContent = words;
  status.hidden = !words;
}

function bar(share) {
  const progress = area()?.querySelector("progress");
  if (!progress) return;
  progress.hidden = share === null;
  progress.value = Math.round((share ?? 0) * 100);
}

function send(address, file) {
  return new Promise((settle) => {
    const body = new FormData();
    body.append("file", file, file.name || "Pasted picture.png");
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-CSRFToken", token());
    request.upload.addEventListener("progress", (event) => event.lengthComputable && bar(event.loaded / event.total));
    request.addEventListener("load", () => {
      let answer = {};
      try {
        answer = JSON.parse(request.responseText);
      } catch {
        // Something in between answered, as a page.
      }
      const why = [400, 413].includes(request.status)
        ? "this file is too large. Make it smaller, or link to it."
        : `the server could not take it (${request.status}).`;
      settle(answer.problems ?? [`${file.name}: ${why}`]);
    });
    request.addEventListener("error", () => settle([`${file.name}: the connection was lost. Try again.`]));
    request.send(body);
  });
}

async function renew() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-drop]");
  if (!fresh) return;
  whenFree(area(), () => {
    area().replaceWith(fresh);
    window.htmx?.process(fresh);
  });
}

async function take(files) {
  const problems = [];
  for (const [number, file] of files.entries()) {
    say(files.length > 1 ? `Sending ${number + 1} of ${files.length}: ${file.name}` : `Sending ${file.name}`);
    problems.push(...(await send(area().dataset.drop, file)));
  }
  bar(null);
  if (problems.length < files.length) await renew();
  say(problems.length ? problems.join(" ") : files.length > 1 ? `${files.length} files added` : "File added");
}

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-choose]") || !area() || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const chooser = Object.assign(document.createElement("input"), { type: "file", multiple: true });
  chooser.addEventListener("change", () => chooser.files.length && take([...chooser.files]));
  chooser.click();
});

document.addEventListener("dragover", (event) => {
  if (!area() || !event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  area().classList.add("is-over");
});

document.addEventListener("dragleave", (event) => event.relatedTarget || area()?.classList.remove("is-over"));

document.addEventListener("drop", (event) => {
  if (!area() || !event.dataTransfer?.files.length) return;
  event.preventDefault();
  area().classList.remove("is-over");
  take([...event.dataTransfer.files]);
});

document.addEventListener("paste", (event) => {
  const files = [...(event.clipboardData?.files ?? [])];
  if (!area() || !files.length) return;
  event.preventDefault();
  take(files);
});
