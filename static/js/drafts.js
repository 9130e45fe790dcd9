// What was typed and not yet saved, kept in this browser per person and form until the server has it.
const PREFIX = "debrief:draft:";
const key = (form) => `${PREFIX}${document.body.dataset.person || ""}:${form.dataset.autosave || form.getAttribute("action")}`;
const texts = (form) =>
  Object.fromEntries([...new FormData(form)].filter(([name, value]) => typeof value === "string" && !/^(csrf|version)/.test(name)));

/** Private windows and full disks refuse: typing must go on. */
function quietly(work) {
  try {
    return work();
  } catch {
    return null;
  }
}

export const backup = (form) =>
  quietly(() => localStorage.setItem(key(form), JSON.stringify({ at: Date.now(), version: form.elements.version?.value, values: texts(form) })));

export const forget = (form) => quietly(() => localStorage.removeItem(key(form)));

/** The kept draft when it differs from what the form shows. */
export function recall(form) {
  const kept = quietly(() => JSON.parse(localStorage.getItem(key(form))));
  if (!kept) return null;
  const now = texts(form);
  if (Object.entries(kept.values).every(([name, value]) => !(name in now) || now[name] === value)) return void forget(form);
  return kept;
}

// Signing out leaves nothing of one person's text to the next.
document.addEventListener("submit", (event) => {
  if (!event.target.action?.includes("logout")) return;
  quietly(() => Object.keys(localStorage).filter((name) => name.startsWith(PREFIX)).forEach((name) => localStorage.removeItem(name)));
});
