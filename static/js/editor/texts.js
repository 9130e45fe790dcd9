// Small facts about texts; no page, no editor.

/** Whether a cut between these two UTF-16 units would go through a character. */
export const isCut = (before, after) => /[\ud800-\udbff]$/.test(before) && /^[\udc00-\udfff]/.test(after);

/** The one change that makes `after` of `before`: {from, removed, inserted}. */
export function replaced(before, after) {
  const most = Math.min(before.length, after.length);
  let from = 0;
  while (from < most && before[from] === after[from]) from++;
  if (isCut(before[from - 1] ?? "", before[from] ?? "") || isCut(after[from - 1] ?? "", after[from] ?? "")) from--;
  let tail = 0;
  while (tail < most - from && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  if (isCut(before.at(-1 - tail) ?? "", before.at(before.length - tail) ?? "")) tail--;
  return { from, removed: before.length - tail - from, inserted: after.slice(from, after.length - tail) };
}

/** Where `words` stand next to `at`; -1 when they do not. */
export function nearest(text, words, at) {
  let best = -1;
  for (let from = text.indexOf(words); from >= 0; from = text.indexOf(words, from + 1)) {
    if (best >= 0 && Math.abs(from - at) > Math.abs(best - at)) break;
    best = from;
  }
  return best;
}

const cell = (text) => text.trim().replace(/\s*\n\s*/g, " ").replaceAll("|", "\\|");

/** Rows of cells as a Markdown table, the first row as its head. */
export function markdownTable(rows) {
  const width = Math.max(...rows.map((row) => row.length));
  const line = (row) => `| ${Array.from({ length: width }, (_, i) => cell(row[i] ?? "")).join(" | ")} |`;
  return [line(rows[0]), line(Array(width).fill("---")), ...rows.slice(1).map(line)].join("\n");
}

/** The rows of text copied from a spreadsheet; null when it is not that. */
export function tabbedRows(text) {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n");
  if (lines.length < 2 || !lines.every((line) => line.includes("\t"))) return null;
  return lines.map((line) => line.split("\t"));
}

/** The rows of a copied table; null when anything but one table was copied, or it has one column only. */
export function htmlRows(html) {
  if (!/<table/i.test(html)) return null;
  const page = new DOMParser().parseFromString(html, "text/html");
  const tables = page.querySelectorAll("table");
  if (tables.length !== 1 || tables[0].textContent.trim() !== page.body.textContent.trim()) return null;
  const rows = [...tables[0].rows].map((row) => [...row.cells].map((each) => each.textContent));
  return rows.length > 1 && rows[0].length > 1 ? rows : null;
}

/** Two letters for a handle, as kit.components.words makes them. */
export function initials(handle) {
  const parts = handle.split(/[-_.\s]+/).filter(Boolean);
  if (parts.length > 1) return (parts[0][0] + parts[1][0]).toUpperCase();
  const number = /\d/.exec(handle);
  return (number ? handle[0] + number[0] : handle.slice(0, 2)).toUpperCase();
}
