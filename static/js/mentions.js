// `@` in a comment offers people: the arrows choose, Enter or Tab takes, Escape closes the list and nothing else.
const BEGUN = /(?:^|[\s(])@([a-z0-9._-]{0,40})$/i;
const WAIT = 120;
let open = null;
let asked = 0;

function begun(area) {
  return area.selectionStart === area.selectionEnd ? BEGUN.exec(area.value.slice(0, area.selectionStart)) : null;
}

function close() {
  if (!open) return;
  const { area, list, told } = open;
  open = null;
  list.remove();
  told.remove();
  for (const name of ["aria-activedescendant", "aria-controls"]) area.removeAttribute(name);
}

function option({ value, textContent }, place) {
  const line = Object.assign(document.createElement("li"), { id: `mention-${place}`, className: "menu-item" });
  line.setAttribute("role", "option");
  line.dataset.handle = value;
  line.append(Object.assign(document.createElement("b"), { textContent: `@${value}` }), ` ${textContent}`);
  return line;
}

function mark(at) {
  const { area, list } = open;
  open.at = (at + list.children.length) % list.children.length;
  [...list.children].forEach((line, place) => {
    line.classList.toggle("is-active", place === open.at);
    line.setAttribute("aria-selected", String(place === open.at));
  });
  const line = list.children[open.at];
  area.setAttribute("aria-activedescendant", line.id);
  line.scrollIntoView({ block: "nearest" });
}

function show(area, people) {
  close();
  if (!people.length) return;
  const list = Object.assign(document.createElement("ul"), { id: "mentions", className: "menu mentions" });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "People");
  list.append(...people.map(option));
  list.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    const line = event.target.closest("[data-handle]");
    if (line) take(line.dataset.handle);
  });
  const told = Object.assign(document.createElement("p"), { className: "vh" });
  told.setAttribute("role", "status");
  area.after(list, told);
  area.setAttribute("aria-controls", list.id);
  open = { area, list, told, at: 0 };
  mark(0);
  told.textContent = `${people.length} ${people.length === 1 ? "person" : "people"}. Arrows choose, Enter takes.`;
}

function take(handle) {
  const { area } = open;
  const [, typed] = begun(area) ?? [];
  close();
  if (typed === undefined) return;
  const end = area.selectionStart;
  area.setRangeText(`${handle} `, end - typed.length, end, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

async function ask(area) {
  const number = ++asked;
  await new Promise((resolve) => setTimeout(resolve, WAIT));
  const words = number === asked && begun(area);
  if (!words) return number === asked && close();
  const answer = await fetch(`${area.dataset.mentions}?handle=${encodeURIComponent(words[1])}`).catch(() => null);
  if (!answer?.ok || answer.redirected || number !== asked || document.activeElement !== area) return;
  const page = document.createElement("template");
  page.innerHTML = await answer.text();
  if (number === asked && begun(area)) show(area, [...page.content.querySelectorAll("option")]);
}

document.addEventListener("input", ({ target }) => target.dataset?.mentions && ask(target));
document.addEventListener("focusout", ({ target }) => open?.area === target && close());
document.addEventListener("click", ({ target }) => open?.area === target && !begun(target) && close());

const keys = {
  ArrowDown: () => mark(open.at + 1),
  ArrowUp: () => mark(open.at - 1),
  Home: () => mark(0),
  End: () => mark(-1),
  Enter: () => take(open.list.children[open.at].dataset.handle),
  Tab: () => take(open.list.children[open.at].dataset.handle),
  Escape: close,
};

document.addEventListener(
  "keydown",
  (event) => {
    const plain = !(event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.isComposing);
    if (open?.area !== event.target || !plain || !keys[event.key]) return;
    event.preventDefault();
    event.stopPropagation();
    asked++;
    keys[event.key]();
  },
  true,
);
