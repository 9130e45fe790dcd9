// The editor of a write-up: loaded on its page only. Until the server's text is here, and wherever this cannot run, the
// page's plain forms do the same.
import { Awareness } from "y-protocols/awareness";
import { keymap } from "@codemirror/view";
import { commenting } from "./comments.js";
import { Draft, takeOver } from "./draft.js";
import { Following } from "./following.js";
import { hinting } from "./hints.js";
import { inserts, sources } from "./inserting.js";
import { menu } from "./menu.js";
import { Outbox } from "./outbox.js";
import { outline } from "./outline.js";
import { Presence } from "./presence.js";
import { preview } from "./preview.js";
import { Provider } from "./provider.js";
import { session } from "./session.js";
import { StatusLine } from "./status.js";
import { LIMIT, setLocked, surface } from "./surface.js";
import { renewed, told } from "./told.js";
import { enable, toolbar } from "./toolbar.js";
import { words } from "./words.js";

const shell = document.querySelector("[data-editor][data-live]");

function begin() {
  const { live, liveDocument, person } = shell.dataset;
  const draft = new Draft(shell);
  const awareness = new Awareness(draft.doc);
  awareness.setLocalState({ cursor: null, at: "" });
  const outbox = new Outbox(person, liveDocument, draft.doc.clientID);
  const url = new URL(live, location.href.replace(/^http/, "ws")).href;
  const provider = new Provider({ url, doc: draft.doc, awareness, outbox });
  const status = new StatusLine(shell, draft, provider);
  const say = (words) => status.say(words);
  const choices = inserts(shell);
  const following = new Following(shell, draft, awareness, say);
  const presence = new Presence(shell, awareness, { follow: (handle) => following.toggle(handle), title: (at) => place(draft, at) });
  following.onChange = () => {
    presence.followed = following.handle;
    presence.later();
  };
  const hint = hinting(draft);
  const keys = keymap.of([{ key: "Mod-Alt-m", run: commenting(shell, draft), preventDefault: true }]);
  const begun = () => {
    raise(draft, awareness, provider, [menu(sources(shell, choices), say), keys]);
    hint();
  };
  provider.addEventListener("synced", begun, { once: true });
  provider.addEventListener("status", () => guard(draft, provider));
  toolbar(shell, () => (draft.current ?? draft.sections.find(({ view }) => view))?.view, choices);
  outline(shell);
  told(provider, awareness);
  renewed(shell, provider);
  session(shell, provider);
  preview(shell, draft);
  provider.open();
}

/** Puts an editor where each plain field was. What was typed into a field meanwhile, and the cursor, come along. */
function raise(draft, awareness, provider, extensions) {
  const { nonce, imageUrl } = shell.dataset;
  const leave = () => provider.pace.now();
  for (const section of draft.sections) {
    const plain = section.element.querySelector("[data-plain]");
    if (!plain) continue;
    const area = plain.querySelector("textarea");
    const held = area && document.activeElement === area ? area.selectionEnd : null;
    // Too long for the text, with the reason beside it: its form remains.
    if (area?.value.length > LIMIT) continue;
    if (area && provider.readOnly === null) takeOver(section, area.value, plain.querySelector("[name=base]").value);
    const parent = document.createElement("div");
    parent.className = "drafting-live";
    plain.replaceWith(parent);
    const guidance = area?.placeholder ?? "";
    section.isLocked = isLocked(provider);
    section.view = surface({ section, awareness, leave, parent, nonce, guidance, imageUrl, isLocked: section.isLocked, extensions });
    section.view.contentDOM.addEventListener("focus", () => (draft.current = section));
    if (held === null) continue;
    section.view.focus();
    section.view.dispatch({ selection: { anchor: Math.min(held, section.text.length) } });
  }
  draft.hasBegun = true;
  words(draft);
  enable(shell, !isLocked(provider));
  shell.dataset.raised = "true";
}

const isLocked = (provider) => provider.over || provider.readOnly !== null;

/** Who may no longer write can read on. */
function guard(draft, provider) {
  const lock = isLocked(provider);
  for (const section of draft.sections) {
    if (!section.view || section.isLocked === lock) continue;
    section.isLocked = lock;
    setLocked(section.view, lock);
    enable(shell, !lock);
  }
}

function place(draft, at) {
  const around = at && shell.querySelector(`[data-at="${CSS.escape(at)}"]`)?.closest(".drafting");
  return draft.section(at)?.title ?? (around || null)?.querySelector("h2").textContent.trim() ?? "";
}

if (shell) begin();
