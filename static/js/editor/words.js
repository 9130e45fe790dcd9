// The number of words at the bottom: the server's, and what was written or taken away since it counted.
const PAUSE = 400;
const count = (draft) => draft.sections.reduce((sum, { text }) => sum + (text.toString().match(/\S+/g)?.length ?? 0), 0);

export function words(draft) {
  const place = () => document.getElementById("words");
  let [shown, counted] = [place(), count(draft)];
  let server = parseInt(shown?.textContent, 10) || 0;
  let timer = 0;
  const show = () => {
    const now = place();
    if (!now) return;
    if (now !== shown) [shown, counted, server] = [now, count(draft), parseInt(now.textContent, 10) || 0];
    const sum = Math.max(0, server + count(draft) - counted);
    const said = `${sum} word${sum === 1 ? "" : "s"}`;
    if (now.textContent !== said) now.textContent = said;
  };
  draft.doc.on("update", () => {
    clearTimeout(timer);
    timer = setTimeout(show, PAUSE);
  });
}
