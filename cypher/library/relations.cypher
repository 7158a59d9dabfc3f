// How things relate · 关系一览
// en: How many edges of each type join which types of nodes.
// zh: 各类边的数量及其连接的节点类型。
// returns: source string, relation string, target string, edges integer
MATCH (a)-[r]->(b)
WHERE r.id IS NOT NULL
RETURN labels(a)[0] AS source, type(r) AS relation, labels(b)[0] AS target, count(*) AS edges
ORDER BY edges DESC, source, relation, target;
