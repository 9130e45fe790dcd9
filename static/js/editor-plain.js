// The plain editor: Ctrl S, the formatting buttons, one indicator for all sections, and where in the outline one is.
import { forget } from "./drafts.js";

const shell = document.querySelector("[data-editor]");
let last = null;

/** Puts the mark around what is selected, or at the beginning of its lines. */
const marks = {
  bold: (text) => `**${text || "bold"}**`,
  italic: (text) => `*${text || "italic"}*`,
  code: (text) => (text.includes("\n") ? `\`\`\`\n${text}\n\`\`\`` : `\`${text || "code"}\``),
  link: (text) => `[${text || "text"}](https://)`,
  heading: (text) => lines(text, "### "),
  list: (text) => lines(text, "- "),
  quote: (text) => lines(text, "> "),
};
const lines = (text, mark) => text.split("\n").map((line) => mark + line).join("\n");

function mark(name) {
  const area = last?.isConnected ? last : shell.querySelector(".drafting-text");
  if (!area) return;
  area.focus();
  const { selectionStart: start, selectionEnd: end, value } = area;
  const before = ["heading", "list", "quote"].includes(name) && start > 0 && value[start - 1] !== "\n" ? "\n" : "";
  const text = before + marks[name](value.slice(start, end));
  // The browser's own command keeps what can be undone.
  if (!document.execCommand("insertText", false, text)) area.setRangeText(text, start, end, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

/** The words beside the title: the worst of what the sections say. */
function tell() {
  const place = shell.querySelector("[data-editor-state]");
  const said = [...shell.querySelectorAll("[data-autosave-state]")].filter((each) => each.textContent.trim());
  const worst = ["red", "amber"].map((tone) => said.find((each) => each.dataset.tone === tone)).find(Boolean);
  const saving = said.find((each) => each.textContent.startsWith("Saving"));
  const text = (worst || saving || said.at(-1))?.firstChild?.textContent.trim() || "";
  if (place.textContent !== text) place.textContent = text;
  place.dataset.tone = worst?.dataset.tone || "";
}

function follow() {
  const links = new Map([...shell.querySelectorAll(".outline-list a")].map((link) => [link.hash.slice(1), link]));
  const root = shell.querySelector(".cm");
  const current = [...shell.querySelectorAll(".drafting")].findLast((section) => section.getBoundingClientRect().top < root.getBoundingClientRect().top + 140);
  for (const [id, link] of links) link.toggleAttribute("aria-current", id === current?.id);
  links.get(current?.id)?.setAttribute("aria-current", "true");
}

if (shell) {
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    const form = document.activeElement?.closest("form[data-autosave]");
    form?.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
  });
  shell.addEventListener("focusin", (event) => {
    if (event.target.matches(".drafting-text")) last = event.target;
  });
  // Pressing a button must not take the cursor out of the text.
  shell.addEventListener("mousedown", (event) => event.target.closest("[data-mark]") && event.preventDefault());
  shell.addEventListener("click", (event) => {
    const button = event.target.closest("[data-mark]");
    if (button) mark(button.dataset.mark);
  });
  new MutationObserver((changes) => {
    if (changes.some(({ target }) => (target.closest ? target : target.parentElement)?.closest("[data-autosave-state]"))) tell();
  }).observe(shell, { subtree: true, childList: true, characterData: true });
  // A settled section comes back whole: what this browser kept of it has been dealt with.
  shell.addEventListener("htmx:beforeSwap", (event) => {
    const key = event.detail.elt.closest?.("[data-settles]")?.dataset.settles;
    const form = key && shell.querySelector(`#section-${key} form[data-autosave]`);
    if (form && event.detail.xhr.status < 300) forget(form);
  });
  const text = shell.querySelector(".cm");
  text?.addEventListener("scroll", follow, { passive: true });
  document.addEventListener("htmx:oobAfterSwap", () => text && follow());
  if (text) follow();
}
