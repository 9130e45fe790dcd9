// Markdown as one reads it: the parser, and classes for what it finds. How they look is static/css/screens/markdown.css.
import { defineLanguageFacet, HighlightStyle, Language, languageDataProp, syntaxHighlighting, syntaxTree } from "@codemirror/language";
import { Decoration, ViewPlugin } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { GFM, parser } from "@lezer/markdown";

const data = defineLanguageFacet({});
const props = [languageDataProp.add((type) => (type.isTop ? data : undefined))];
const language = new Language(data, parser.configure([GFM, { props }]), [], "markdown");

const STYLED = {
  heading1: "md-h1",
  heading2: "md-h2",
  heading3: "md-h3",
  heading4: "md-h4",
  heading5: "md-h4",
  heading6: "md-h4",
  strong: "md-strong",
  emphasis: "md-em",
  strikethrough: "md-struck",
  link: "md-link",
  url: "md-url",
  monospace: "md-code",
  labelName: "md-mark",
  processingInstruction: "md-mark",
  contentSeparator: "md-mark",
};
const highlighting = HighlightStyle.define(Object.entries(STYLED).map(([name, style]) => ({ tag: tags[name], class: style })));

const LINES = { FencedCode: "is-code", CodeBlock: "is-code", Table: "is-table", Blockquote: "is-quote" };
const marks = Object.fromEntries(Object.values(LINES).map((name) => [name, Decoration.line({ class: name })]));

function lineMarks({ state, visibleRanges }) {
  const found = [];
  for (const { from, to } of visibleRanges) {
    syntaxTree(state).iterate({
      from,
      to,
      enter(node) {
        const style = LINES[node.name];
        if (!style) return;
        const last = state.doc.lineAt(Math.min(node.to, to)).number;
        for (let n = state.doc.lineAt(Math.max(node.from, from)).number; n <= last; n++) {
          found.push(marks[style].range(state.doc.line(n).from));
        }
      },
    });
  }
  return Decoration.set(found, true);
}

const lines = ViewPlugin.fromClass(
  class {
    constructor(view) {
      this.decorations = lineMarks(view);
    }
    update(update) {
      const parsed = syntaxTree(update.startState) !== syntaxTree(update.state);
      if (update.docChanged || update.viewportChanged || parsed) this.decorations = lineMarks(update.view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

export const markdown = [language, syntaxHighlighting(highlighting), lines];
