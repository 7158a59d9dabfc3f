// node bases_rows.mjs VAULT [HOSTS]: prints as JSON what each view of a Base gives in the notes that
// embed it ("" for a Base opened alone), found by a compiler of Bases that is not paperkg's.
// Of the embedding notes it takes all, or HOSTS of each view, spread over the alphabet.
import fs from "fs"; import path from "path"; import YAML from "yaml";
import { evaluateFilter } from "@quartz-community/bases-page/compiler";
import { load } from "./vaultmodel.mjs";
const [root, most = Infinity] = process.argv.slice(2), vault = load(root), notes = [...vault.notes.values()];
const stem = (p) => p.split("/").pop().replace(/\.md$/, "");
// As in Obsidian two links are one if they lead to one file; this compiler compares names, and takes
// "A-B" for "A B", so each note goes by a number here.
const numbers = new Map(notes.map((n, i) => [n.path, `n${i}n`]));
const number = (link, from) => { const to = vault.resolve(link, from); return numbers.get(to) || to || link; };
const numbered = (v, from) => Array.isArray(v) ? v.map((x) => numbered(x, from)) : typeof v === "string" ? v.replace(/^\[\[([^\[\]|]*)(?:\|[^\[\]]*)?\]\]$/, (_, link) => `[[${number(link, from)}]]`) : v;
const contexts = new Map(notes.map((n) => {
  const note = Object.fromEntries(Object.entries(n.fm || {}).map(([k, v]) => [k, numbered(v, n.path)]));
  const links = [...n.links, ...n.fmLinks].map((l) => number(l.link, n.path));
  const file = { name: stem(n.path) + ".md", basename: stem(n.path), path: n.path, folder: n.path.split("/").slice(0, -1).join("/"), ext: "md", tags: [], links, properties: note };
  return [n.path, { note, file, formula: {}, self: { file } }];
}));
const here = (e, host) => e.replace(/contains\(this\)/g, `contains(link(${JSON.stringify(host)}))`).replace(/hasLink\(this\.file\)/g, `hasLink(${JSON.stringify(host)})`);
const at = (f, host) => f == null ? f : typeof f === "string" ? here(f, host) : Object.fromEntries(Object.entries(f).map(([k, l]) => [k, l.map((x) => at(x, host))]));
const where = (paths, filter) => paths.filter((p) => !filter || evaluateFilter(filter, contexts.get(p)));
const some = (hosts) => hosts.filter((_, i) => hosts.length <= most || Math.floor(i * most / hosts.length) > Math.floor((i - 1) * most / hosts.length));
const byView = new Map();
for (const n of notes) for (const [, view] of n.raw.matchAll(/!\[\[([^\[\]|]+\.base#[^\[\]|]+)\]\]/g)) byView.set(view, [...(byView.get(view) || []), n.path]);
const found = [];
for (const f of vault.files.filter((x) => x.endsWith(".base"))) {
  const base = YAML.parse(fs.readFileSync(path.join(root, f), "utf8")), name = f.split("/").pop();
  const asks = (filter) => JSON.stringify(filter || "").includes("this");
  if (asks(base.filters)) throw new Error(`${f}: the whole Base asks for the embedding note`);
  const listed = where(notes.map((n) => n.path), base.filters);  // once for all of its views
  for (const view of base.views) {
    const hosts = some(byView.get(`${name}#${view.name}`) || []);
    for (const host of asks(view.filters) ? hosts : ["", ...hosts])
      found.push({ note: host, base: name, view: view.name, rows: where(listed, at(view.filters, numbers.get(host))) });
  }
}
console.log(JSON.stringify(found));
