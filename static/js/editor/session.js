// A session that ended: a way to sign in beside this page, on which something may not be saved yet; and going on once the
// same person is back. static/js/unsent.js says on every page who is here.
import { HERE } from "./keys.js";
import { get } from "./http.js";

export function session(shell, provider) {
  const link = shell.querySelector("[data-live-signin]");
  let asked = false;
  provider.addEventListener("status", async () => {
    if (provider.gone === asked) return;
    asked = provider.gone;
    const answer = asked ? await get(location.href).catch(() => null) : null;
    // Led to the front door: it is the session that ended, not the right to be here.
    link.hidden = !(provider.gone && answer?.redirected);
    if (answer?.redirected) link.href = answer.url;
  });
  addEventListener("storage", ({ key, newValue }) => {
    if (provider.gone && key === HERE && newValue?.split(":")[0] === shell.dataset.person) provider.again();
  });
}
