// node bases_rows.mjs VAULT: prints as JSON what each view of a Base gives in each note that embeds
// it ("" for a Base opened alone), found by a compiler of Bases that is not paperkg's.
import fs from "fs"; import path from "path"; import YAML from "yaml";
import { evaluateFilter } from "@quartz-community/bases-page/compiler";
import { load } from "./vaultmodel.mjs";
const root = process.argv[2], vault = load(root), notes = [...vault.notes.values()];
const stem = (p) => p.split("/").pop().replace(/\.md$/, "");
const contexts = new Map(notes.map((n) => {
  const note = Object.fromEntries(Object.entries(n.fm || {}));
  const links = [...n.links, ...n.fmLinks].map((l) => { const to = vault.resolve(l.link, n.path); return to ? stem(to) : l.link; });
  const file = { name: stem(n.path) + ".md", basename: stem(n.path), path: n.path, folder: n.path.split("/").slice(0, -1).join("/"), ext: "md", tags: [], links, properties: note };
  return [n.path, { note, file, formula: {}, self: { file } }];
}));
const here = (e, host) => e.replace(/contains\(this\)/g, `contains(link(${JSON.stringify(host)}))`).replace(/hasLink\(this\.file\)/g, `hasLink(${JSON.stringify(host)})`);
const at = (f, host) => f == null ? f : typeof f === "string" ? here(f, host) : Object.fromEntries(Object.entries(f).map(([k, l]) => [k, l.map((x) => at(x, host))]));
const found = [];
const rows = (base, view, host) => notes.map((n) => n.path).filter((p) => evaluateFilter(at(base.filters, host), contexts.get(p)) && (!view.filters || evaluateFilter(at(view.filters, host), contexts.get(p))));
for (const f of vault.files.filter((x) => x.endsWith(".base"))) {
  const base = YAML.parse(fs.readFileSync(path.join(root, f), "utf8")), name = f.split("/").pop();
  for (const view of base.views) {
    if (!JSON.stringify(view.filters || "").includes("this")) found.push({ note: "", base: name, view: view.name, rows: rows(base, view, "") });
    for (const n of notes) if (n.raw.includes(`![[${name}#${view.name}]]`)) found.push({ note: n.path, base: name, view: view.name, rows: rows(base, view, stem(n.path)) });
  }
}
console.log(JSON.stringify(found));
