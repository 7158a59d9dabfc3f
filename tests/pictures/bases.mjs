// A view of a Base as a table: its rows by Quartz's compiler of Bases.
import fs from "fs"; import path from "path"; import YAML from "yaml";
import { evaluate, evaluateFilter } from "@quartz-community/bases-page/compiler";

const LINK = /^\[\[([^\[\]|]+)(?:\|([^\[\]]+))?\]\]$/;
export const html = (s) => String(s).replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
export const value = (v) => {
  if (Array.isArray(v)) return v.map(value).join('<span class="comma">, </span>');
  if (v instanceof Date) return new Date(v - v.getTimezoneOffset() * 6e4).toISOString().slice(0, 16).replace("T", " ");
  const link = LINK.exec(v ?? "");
  return link ? `<a class="internal-link">${html(link[2] || link[1])}</a>` : html(v ?? "");
};
const compare = (a, b) => (a == null) - (b == null) || (typeof a === "number" && typeof b === "number" ? a - b : String(a ?? "").localeCompare(String(b ?? ""), "zh"));

export class Bases {
  constructor(root, files, notes) {
    this.notes = notes;
    this.bases = new Map(files.filter((f) => f.endsWith(".base")).map((f) => [path.basename(f), YAML.parse(fs.readFileSync(path.join(root, f), "utf8"))]));
  }
  // Returns the table of one view as the note `host` embeds it; rows counts what it lists.
  table(name, viewName, host) {
    const base = this.bases.get(name), view = base?.views.find((v) => v.name === viewName) ?? (viewName ? null : base?.views[0]);
    if (!view) return { rows: 0, html: `<div class="broken">${html(name)}#${html(viewName)}</div>` };
    const here = (e) => e.replace(/contains\(this\)/g, `contains(link(${JSON.stringify(host)}))`).replace(/hasLink\(this\.file\)/g, `hasLink(${JSON.stringify(host)})`);
    const at = (f) => (typeof f === "string" ? here(f) : Object.fromEntries(Object.entries(f).map(([k, l]) => [k, l.map(at)])));
    const test = (filter, n) => !filter || evaluateFilter(at(filter), n.context);
    const get = (n, id) => {
      const [kind, key] = /^(file|note|formula)\.(.+)$/.exec(id)?.slice(1) ?? ["note", id];
      if (kind === "formula") return evaluate(here(base.formulas[key]), n.context);
      if (kind === "note") return n.fm[key];
      return key === "name" ? `[[${n.name}]]` : key === "mtime" ? n.mtime : n.context.file[key];
    };
    let rows = this.notes.filter((n) => test(base.filters, n) && test(view.filters, n));
    const keys = [...(view.groupBy ? [view.groupBy] : []), ...(view.sort || []), { property: "file.name", direction: "ASC" }];
    rows.sort((a, b) => { for (const k of keys) { const c = compare(get(a, k.property), get(b, k.property)); if (c) return k.direction === "DESC" ? -c : c; } return 0; });
    const total = rows.length;
    rows = rows.slice(0, view.limit || rows.length);
    const label = (id) => html(base.properties?.[/\./.test(id) ? id : `note.${id}`]?.displayName ?? id.replace(/^\w+\./, ""));
    const line = (n) => `<tr>${view.order.map((id) => `<td class="${/rating|year|status|kind|type|time|date|created|added/.test(id) ? "short" : ""}">${value(get(n, id))}</td>`).join("")}</tr>`;
    const groups = new Map();
    for (const n of rows) { const k = view.groupBy ? String(get(n, view.groupBy.property) ?? "") : ""; groups.set(k, [...(groups.get(k) || []), n]); }
    const body = [...groups].map(([k, ns]) => (view.groupBy ? `<tr class="group"><th colspan="${view.order.length}">${label(view.groupBy.property)} <b>${html(k) || "–"}</b></th></tr>` : "") + ns.map(line).join("")).join("");
    const head = `<tr>${view.order.map((id) => `<th>${label(id)}</th>`).join("")}</tr>`;
    return { rows: total, html: `<div class="base"><div class="base-head">${html(view.name)}<span>${total}</span></div><table><thead>${head}</thead><tbody>${body}</tbody></table></div>` };
  }
}
