// Signing out leaves nothing of one person's text to the next. What is not saved yet is said first: static/js/editor/
// keeps it in this browser until the server has it.
const PREFIX = "debrief:live:";
const HERE = "debrief:here";
const { person } = document.body.dataset;

// An editor in another tab whose session had ended goes on now.
try {
  if (person) localStorage.setItem(HERE, `${person}:${Date.now()}`);
} catch {
  // Nothing is kept in such a browser, so nothing waits either.
}

function entries() {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(`${PREFIX}${person || ""}:`));
  } catch {
    return [];
  }
}

document.addEventListener(
  "submit",
  (event) => {
    if (!event.target.action?.includes("logout")) return;
    const unsent = entries();
    if (!unsent.length) return;
    if (confirm("Text you wrote is not saved yet. Signing out deletes it from this browser. Sign out all the same?")) {
      unsent.forEach((key) => localStorage.removeItem(key));
    } else {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  },
  { capture: true },
);
