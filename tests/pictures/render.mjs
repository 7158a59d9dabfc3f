// node render.mjs VAULT OUT: every note and board of a vault as a page of HTML, by parsers that others
// wrote: Quartz's of Obsidian's Markdown, rehype-callouts, Obsidian's YAML library, Quartz's of Bases.
// Prints as JSON, for each note, what a reader sees of it: its text, its headings with what stands
// below, links that lead nowhere, rows of its tables; and of boards the cards that overlap.
import fs from "fs"; import path from "path"; import YAML from "yaml";
import { unified } from "unified"; import remarkParse from "remark-parse"; import remarkGfm from "remark-gfm"; import remarkBreaks from "remark-breaks";
import remarkObsidian from "@quartz-community/remark-obsidian"; import remarkRehype from "remark-rehype"; import rehypeCallouts from "rehype-callouts"; import rehypeStringify from "rehype-stringify";
import { toString } from "hast-util-to-string"; import { visit } from "unist-util-visit";
import { Bases, html, value } from "./bases.mjs"; import { board, overlaps } from "./boards.mjs";

const [root, out] = process.argv.slice(2), here = path.dirname(new URL(import.meta.url).pathname);
const walk = (d) => fs.readdirSync(path.join(root, d), { withFileTypes: true }).flatMap((e) => e.name.startsWith(".") ? [] : e.isDirectory() ? walk(path.join(d, e.name)) : [path.join(d, e.name).split(path.sep).join("/")]);
const files = walk(""), stem = (p) => path.basename(p).replace(/\.md$/, ""), named = new Set(files.map((f) => stem(f).toLowerCase()));
const snippet = fs.readFileSync(path.join(root, ".obsidian/snippets/paperkg.css"), "utf8");

const icon = (name) => fs.readFileSync(path.join(here, "node_modules/lucide-static/icons", `${name}.svg`), "utf8").replace(/<!--.*?-->/s, "");
const ICONS = { abstract: "clipboard-list", info: "info", tip: "flame", quote: "quote", note: "pencil" };
for (const [, kind, name] of snippet.matchAll(/data-callout="(\w+)"\][^{]*\{[^}]*--callout-icon:\s*lucide-([\w-]+)/g)) ICONS[kind] = name;
const callouts = Object.fromEntries(Object.entries(ICONS).map(([kind, name]) => [kind, { title: kind, indicator: icon(name) }]));
const KEYS = { aliases: "forward", tags: "tags", year: "hash", rating: "hash", created: "calendar", added: "calendar" };

const notes = files.filter((f) => f.endsWith(".md")).map((f) => {
  const raw = fs.readFileSync(path.join(root, f), "utf8"), head = /^---\n([\s\S]*?)^---\n?/m.exec(raw), fm = (head && YAML.parse(head[1])) || {};
  const body = head ? raw.slice(head[0].length) : raw, name = stem(f), mtime = fs.statSync(path.join(root, f)).mtime;
  const links = [...raw.matchAll(/\[\[([^\[\]|#]+)/g)].map((m) => m[1]);
  const file = { name: `${name}.md`, basename: name, path: f, folder: path.dirname(f), ext: "md", tags: [], links, properties: fm };
  return { path: f, name, fm, body, mtime, context: { note: fm, file, formula: {}, self: { file } } };
});
const bases = new Bases(root, files, notes);

function page(note) {
  const seen = { broken: [], rows: {} };
  const wikilink = (_, n) => {
    const target = n.path || note.name, shown = n.alias || (n.heading ? `${target} > ${n.heading.replace(/^#/, "")}` : target).replace(/\.(base|canvas)$/, "");
    if (n.embedded && target.endsWith(".base")) {
      const view = (n.heading || "").replace(/^#/, ""), found = bases.table(target, view, note.name);
      seen.rows[`${target}#${view}`] = found.rows;
      return { type: "raw", value: found.html };
    }
    if (!named.has(target.toLowerCase())) seen.broken.push(target);
    return { type: "element", tagName: "a", properties: { className: ["internal-link"] }, children: [{ type: "text", value: shown }] };
  };
  const shown = (_, n) => ({ type: "element", tagName: n.type === "tag" ? "code" : "mark", properties: {}, children: [{ type: "text", value: n.value ?? toString(n) }] });
  const tables = () => (tree) => visit(tree, "element", (e) => { if (e.tagName === "p" && e.children.some((c) => c.type === "raw")) e.tagName = "div"; if (e.properties?.className?.includes?.("callout-title-text")) e.properties.className = ["callout-title-inner"]; });
  const look = () => (tree) => {
    const flat = tree.children.filter((c) => c.type !== "text");
    seen.text = toString(tree);
    seen.headings = flat.flatMap((e, i) => /^h[1-6]$/.test(e.tagName) ? [[+e.tagName[1], toString(e), !!flat[i + 1] && !/^h[1-6]$/.test(flat[i + 1].tagName)]] : []);
  };
  const made = unified().use(remarkParse).use(remarkGfm).use(remarkBreaks).use(remarkObsidian, { wikilinks: true, tags: true, comments: true, highlights: true })
    .use(remarkRehype, { handlers: { wikilink, comment: () => null, tag: shown, highlight: shown } }).use(rehypeCallouts, { theme: "obsidian", callouts }).use(tables).use(look)
    .use(rehypeStringify, { allowDangerousHtml: true }).processSync(note.body);
  return { seen, body: String(made) };
}

const property = ([key, v]) => `<div class="metadata-property" data-property-key="${html(key)}"><div class="metadata-property-key">${icon(KEYS[key] || (Array.isArray(v) ? "list" : "text"))}${html(key)}</div><div class="metadata-property-value">${[v].flat().map((x) => (Array.isArray(v) ? `<span class="pill">${value(x)}</span>` : value(x))).join("")}</div></div>`;
const style = fs.readFileSync(path.join(here, "obsidian.css"), "utf8");
function write(file, kind, inner) {
  const target = path.join(out, `${file}.html`);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.writeFileSync(target, `<!doctype html><meta charset="utf-8"><style>${style}</style><style>${snippet}</style><body class="${kind}"><script>document.body.classList.add(location.hash === "#dark" ? "theme-dark" : "theme-light")</script>${inner}`);
}
const told = { notes: {}, boards: {} }, pages = new Map();
for (const note of notes) {
  const { seen, body } = page(note);
  pages.set(note.path, body);
  told.notes[note.path] = seen;
  const properties = Object.keys(note.fm).length ? `<div class="metadata-container">${Object.entries(note.fm).map(property).join("")}</div>` : "";
  write(note.path, "note", `<div class="markdown-reading-view"><div class="inline-title">${html(note.name)}</div>${properties}<div class="markdown-rendered">${body}</div></div>`);
}
const content = (file) => `<div class="inline-title">${html(stem(file))}</div><div class="markdown-rendered">${pages.get(file) ?? ""}</div>`;
const words = (text) => `<div class="markdown-rendered">${page({ name: "", body: text }).body}</div>`;
for (const file of files.filter((f) => f.endsWith(".canvas"))) {
  const text = fs.readFileSync(path.join(root, file), "utf8");
  told.boards[file] = overlaps(JSON.parse(text));
  write(file, "canvas", board(text, content, words));
}
console.log(JSON.stringify(told));
