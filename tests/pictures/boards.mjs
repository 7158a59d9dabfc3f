// A board as Obsidian draws it, and what is wrong with how it lies.
import { html } from "./bases.mjs";

const COLOURS = { 1: "#e93147", 2: "#ec7500", 3: "#e0ac00", 4: "#08b94e", 5: "#00bfbc", 6: "#7852ee" };
const OUT = { left: [-1, 0], right: [1, 0], top: [0, -1], bottom: [0, 1] };
const point = (n, side) => [n.x + n.width * (1 + OUT[side][0]) / 2, n.y + n.height * (1 + OUT[side][1]) / 2];

export function overlaps(board) {
  const cards = board.nodes.filter((n) => n.type !== "group"), found = [];
  cards.forEach((a, i) => cards.slice(i + 1).forEach((b) => {
    if (a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height) found.push([a.file, b.file]);
  }));
  return found;
}

export function board(text, content, words) {
  const { nodes, edges } = JSON.parse(text), byId = new Map(nodes.map((n) => [n.id, n]));
  const left = Math.min(...nodes.map((n) => n.x)) - 60, top = Math.min(...nodes.map((n) => n.y)) - 60;
  const width = Math.max(...nodes.map((n) => n.x + n.width)) + 60 - left, height = Math.max(...nodes.map((n) => n.y + n.height)) + 60 - top;
  const place = (n) => `left:${n.x - left}px;top:${n.y - top}px;width:${n.width}px;height:${n.height}px;--colour:${COLOURS[n.color] || "var(--faint)"}`;
  const cards = nodes.map((n) => n.type === "group"
    ? `<div class="board-group" style="${place(n)}"><span>${html(n.label || "")}</span></div>`
    : `<div class="board-card${n.color ? " coloured" : ""}" style="${place(n)}">${n.type === "file" ? content(n.file) : words(n.text || "")}</div>`);
  const arrows = edges.map((e) => {
    const [a, b] = [byId.get(e.fromNode), byId.get(e.toNode)], [p, q] = [point(a, e.fromSide), point(b, e.toSide)].map(([x, y]) => [x - left, y - top]);
    const far = Math.max(60, Math.hypot(q[0] - p[0], q[1] - p[1]) / 2), [u, v] = [OUT[e.fromSide], OUT[e.toSide]];
    const middle = [(p[0] + q[0]) / 2, (p[1] + q[1]) / 2];
    return `<path d="M${p} C${p[0] + u[0] * far},${p[1] + u[1] * far} ${q[0] + v[0] * far},${q[1] + v[1] * far} ${q}" marker-end="url(#tip)"/>` + (e.label ? `<text x="${middle[0]}" y="${middle[1]}">${html(e.label)}</text>` : "");
  });
  const tip = '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0,0L8,4L0,8z"/></marker></defs>';
  return `<div class="board" style="width:${width}px;height:${height}px"><svg width="${width}" height="${height}">${tip}${arrows.join("")}</svg>${cards.join("")}</div>`;
}
