// node vault_edges.mjs VAULT: prints as JSON every link in a property, as note, property and note,
// read with Obsidian's own YAML library.
import { load } from "./vaultmodel.mjs";
const vault = load(process.argv[2]);
const edges = [...vault.notes.values()].flatMap((n) => n.fmLinks.map((l) => [n.path, l.key.split(".")[0], vault.resolve(l.link, n.path)]));
console.log(JSON.stringify(edges));
