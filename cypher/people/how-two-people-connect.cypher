// How two people connect · 两人如何相连
// en: A shortest chain of papers and co-authors between two people.
// zh: 两人之间最短的论文与合著链。
// param one: string = "Luca Ambrogioni"
// param two: string = "Nasir Ahmad"
// returns: path path, papers integer
MATCH (a:Author), (b:Author)
WHERE $one IN [a.id, a.name, a.nameZh] AND $two IN [b.id, b.name, b.nameZh] AND a <> b
MATCH path = shortestPath((a)-[:AUTHORED_BY*..12]-(b))
RETURN path, length(path) / 2 AS papers;
