// From one paper to another · 引用路径
// en: A shortest chain of citations between two papers, by title, short name or id.
// zh: 两篇论文之间最短的引用链；按标题、简称或 id。
// param start: string = "GAIT-prop"
// param end: string = "FedSplit"
// returns: path path, steps integer
MATCH (a:Paper), (b:Paper)
WHERE $start IN [a.id, a.title, a.shortName] AND $end IN [b.id, b.title, b.shortName] AND a <> b
MATCH path = shortestPath((a)-[:CITES*..8]->(b))
RETURN path, length(path) AS steps;
