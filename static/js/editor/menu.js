// The menu that opens under the cursor while a word begins with a trigger: "/" to insert, "@" to mention.
// A source is {pattern, title, find(query)}: `pattern` matches what stands before the cursor, its last group the query;
// `find` answers (a promise of) items {words, note, icon, run(view, from, to)}.
import { Prec, StateEffect, StateField } from "@codemirror/state";
import { EditorView, keymap, showTooltip, ViewPlugin } from "@codemirror/view";
import { option } from "./pieces.js";

const shut = { source: null, items: [], active: 0, from: -1, dismissed: -1 };
const set = StateEffect.define();
export const MENU = "editor-menu";

function sought(state, sources) {
  const { main } = state.selection;
  const line = state.doc.lineAt(main.head);
  if (!main.empty || state.readOnly) return null;
  const before = line.text.slice(0, main.head - line.from);
  for (const source of sources) {
    const found = source.pattern.exec(before);
    if (found) return { source, query: found.at(-1), from: main.head - found.at(-1).length - 1 };
  }
  return null;
}

function field(sources) {
  return StateField.define({
    create: () => shut,
    update(menu, transaction) {
      for (const effect of transaction.effects) if (effect.is(set)) return { ...menu, ...effect.value };
      if (!transaction.docChanged && !transaction.selection) return menu;
      const now = sought(transaction.state, sources);
      const from = menu.source ? transaction.changes.mapPos(menu.from) : -1;
      const dismissed = menu.dismissed < 0 ? -1 : transaction.changes.mapPos(menu.dismissed);
      if (!now || now.from === dismissed) return { ...shut, dismissed: now ? dismissed : -1 };
      if (now.from !== from && !transaction.isUserEvent("input.type")) return shut;
      const known = now.source === menu.source;
      return { ...now, items: known ? menu.items : [], active: now.query === menu.query ? menu.active : 0, dismissed: -1 };
    },
    provide: (self) => [
      showTooltip.compute([self], (state) => drawn(state.field(self), self)),
      EditorView.contentAttributes.compute([self], (state) => {
        const { source, items, active } = state.field(self);
        if (!source || !items.length) return {};
        return { "aria-autocomplete": "list", "aria-controls": MENU, "aria-activedescendant": `${MENU}-${active}` };
      }),
    ],
  });
}

function drawn(menu, self) {
  if (!menu.source || !menu.items.length) return null;
  return {
    pos: menu.from,
    create(view) {
      const dom = document.createElement("div");
      const list = Object.assign(document.createElement("div"), { className: "menu cm-menu", id: MENU });
      list.setAttribute("role", "listbox");
      list.setAttribute("aria-label", menu.source.title);
      list.append(...menu.items.map((item, at) => option(item, `${MENU}-${at}`, at === menu.active)));
      // Pressing must not take the cursor out of the text.
      list.addEventListener("mousedown", (event) => {
        event.preventDefault();
        const at = [...list.children].indexOf(event.target.closest("[role=option]"));
        if (at >= 0) choose(view, self, at);
      });
      dom.append(list);
      return { dom };
    },
  };
}

function choose(view, self, at = view.state.field(self).active) {
  const { from, items } = view.state.field(self);
  const to = view.state.selection.main.head;
  view.dispatch({ effects: set.of({ ...shut }) });
  items[at].run(view, from, to);
  return true;
}

/** Asks the source whenever the query changes; a later question's answer is not overtaken by an earlier one's. */
const asking = (self, say) =>
  ViewPlugin.fromClass(
    class {
      update({ view, state, startState }) {
        const now = state.field(self);
        const before = startState.field(self);
        if (!now.source || (now.source === before.source && now.query === before.query)) return;
        this.last = now.query;
        Promise.resolve(now.source.find(now.query)).then((items) => {
          if (this.last !== now.query || view.state.field(self).source !== now.source) return;
          view.dispatch({ effects: set.of({ items, active: 0 }) });
          say(items.length ? `${now.source.title}: ${items.length} to choose from with the arrow keys` : "Nothing found");
        });
      }
    },
  );

export function menu(sources, say) {
  const self = field(sources);
  const open = (view) => view.state.field(self).source && view.state.field(self).items.length > 0;
  const step = (by) => (view) => {
    if (!open(view)) return false;
    const { active, items } = view.state.field(self);
    view.dispatch({ effects: set.of({ active: (active + by + items.length) % items.length }) });
    return true;
  };
  const take = (view) => Boolean(open(view)) && choose(view, self);
  const leave = (view) => {
    if (!open(view)) return false;
    view.dispatch({ effects: set.of({ ...shut, dismissed: view.state.field(self).from }) });
    return true;
  };
  const keys = [
    { key: "ArrowDown", run: step(1) },
    { key: "ArrowUp", run: step(-1) },
    { key: "Enter", run: take },
    { key: "Tab", run: take },
    { key: "Escape", run: leave },
  ];
  const away = EditorView.domEventHandlers({
    blur: (event, view) => void queueMicrotask(() => open(view) && view.dispatch({ effects: set.of({ ...shut }) })),
  });
  return [self, asking(self, say), Prec.highest(keymap.of(keys)), away];
}
