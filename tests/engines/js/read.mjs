// Reads RDF with parsers of the JavaScript world and prints it as N-Quads.
//   node read.mjs FORM [BASE] < document     FORM: turtle, n-triples, n-quads, jsonld
import { readFileSync } from "node:fs";
import jsonld from "jsonld";
import { Parser, Writer } from "n3";

const [form, base] = process.argv.slice(2);
const text = readFileSync(0, "utf8");

if (form === "jsonld") {
  const options = { format: "application/n-quads", ...(base ? { base } : {}) };
  process.stdout.write(await jsonld.toRDF(JSON.parse(text), options));
} else {
  const writer = new Writer({ format: "N-Quads" });
  writer.addQuads(new Parser({ format: form }).parse(text));
  writer.end((error, result) => {
    if (error) throw error;
    process.stdout.write(result);
  });
}
