// What can be inserted: by "/" in the text, by the toolbar, and people by "@".
import { get, toast, usable } from "./http.js";
import { insertBlock, marks } from "./marks.js";
import { upload } from "./pasting.js";
import { wait } from "./pending.js";

const TABLE = "| What | When |\n| --- | --- |\n|  |  |";
const remove = (view, from, to) => view.dispatch({ changes: { from, to }, userEvent: "delete" });

async function fetched(address) {
  const answer = await get(address).catch(() => null);
  if (!usable(answer)) throw new Error("This could not be fetched from the incident. Try again when the line is back.");
  const type = answer.headers.get("Content-Type") || "";
  const text = type.includes("json") ? (await answer.json()).markdown : await answer.text();
  if (!text.trim()) throw new Error("The incident has nothing of this kind yet.");
  return text;
}

/** From the incident, as Markdown: timeline, milestones, durations. */
function record(urls, what) {
  return (view, from, to) => {
    remove(view, from, to);
    const address = `${urls.insert}?${new URLSearchParams({ what })}`;
    const put = (place, text) => insertBlock(view, text, place);
    return wait(view, from, "Fetching", fetched(address), put).catch((error) => toast(error.message));
  };
}

/** A dialog of the page, opened by the link that opens it without the editor too. */
const dialog = (shell, name) => (view, from, to) => {
  remove(view, from, to);
  shell.querySelector(`[data-insert="${name}"]`)?.click();
};

function image(urls) {
  return (view, from, to) => {
    remove(view, from, to);
    const input = Object.assign(document.createElement("input"), { type: "file", accept: "image/png,image/jpeg,image/gif,image/webp" });
    input.addEventListener("change", () => upload(view, urls.image, input.files, from));
    input.click();
  };
}

const mark = (name) => (view, from, to) => {
  remove(view, from, to);
  marks[name](view);
};

const typed = (text) => (view, from, to) =>
  view.dispatch({ changes: { from, to, insert: text }, selection: { anchor: from + text.length }, userEvent: "input.type" });

export function inserts(shell) {
  const urls = { insert: shell.dataset.insertUrl, image: shell.dataset.imageUrl };
  const all = [
    { words: "Timeline, key moments", note: "from the incident", icon: "clock", name: "timeline", run: record(urls, "timeline"), needs: urls.insert },
    { words: "Milestones", note: "from the incident", icon: "flag", name: "milestones", run: record(urls, "milestones"), needs: urls.insert },
    { words: "Durations", note: "from the incident", icon: "timer", name: "durations", run: record(urls, "durations"), needs: urls.insert },
    { words: "Five whys", note: "asks the next why", icon: "ladder", name: "whys", run: dialog(shell, "whys") },
    { words: "Action item", note: "with owner and deadline", icon: "list", name: "action", run: dialog(shell, "action") },
    { words: "Mention somebody", note: "@", icon: "user", name: "mention", run: typed("@") },
    { words: "Table", note: "", icon: "table", name: "table", run: (view, from, to) => insertBlock(view, TABLE, from, to) },
    { words: "Image", note: "PNG, JPEG, GIF or WebP", icon: "eye", name: "image", run: image(urls), needs: urls.image },
    { words: "Heading", note: "###", icon: "heading", name: "heading", run: mark("heading") },
    { words: "List", note: "-", icon: "ul", name: "list", run: mark("list") },
    { words: "Quotation", note: ">", icon: "quote", name: "quote", run: mark("quote") },
  ];
  return all.filter((item) => !("needs" in item) || item.needs);
}

/** Single entries of the timeline that hold the query: asked for only once something is typed. */
async function entries(address, query) {
  if (!address || query.length < 2) return [];
  const answer = await get(`${address}?${new URLSearchParams({ what: "entry", q: query })}`).catch(() => null);
  const found = usable(answer) ? (await answer.json()).entries : [];
  return found.map(({ words, who, markdown }) => ({ words, note: who, icon: "scan", run: typed(markdown) }));
}

/** The sources of the menu: see menu.js. */
export function sources(shell, choices) {
  const matches = (item, query) => `${item.name} ${item.words}`.toLowerCase().split(" ").some((word) => word.startsWith(query.toLowerCase()));
  const insert = {
    title: "Insert",
    pattern: /(?:^|\s)\/([\w-]{0,20})$/,
    find: async (query) => [...choices.filter((item) => matches(item, query)), ...(await entries(shell.dataset.insertUrl, query))],
  };
  const mention = {
    title: "Mention",
    pattern: /(?:^|[\s(])@([\w.-]{0,30})$/,
    async find(query) {
      const answer = await get(`${shell.dataset.mentionUrl}?${new URLSearchParams({ q: query })}`).catch(() => null);
      const people = usable(answer) ? await answer.json() : [];
      return (people.people ?? people).map(person);
    },
  };
  return shell.dataset.mentionUrl ? [insert, mention] : [insert];
}

const person = ({ handle, name, hue }) => ({ words: `@${handle}`, note: name === handle ? "" : name, user: { handle, hue }, run: typed(`@${handle} `) });
