// What is in the library · 库中有什么
// en: How many nodes of each type there are.
// zh: 各类节点的数量。
// returns: type string, nodes integer
MATCH (n)
WHERE n.id IS NOT NULL
UNWIND labels(n) AS type
RETURN type, count(*) AS nodes
ORDER BY nodes DESC, type;
