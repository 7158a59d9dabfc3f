// Orphans · 孤立节点
// en: Nodes that nothing is connected to.
// zh: 没有任何连接的节点。
// param limit: integer = 100
// returns: type string, name string, id string
MATCH (n)
WHERE n.id IS NOT NULL AND NOT EXISTS { (n)--() }
RETURN labels(n)[0] AS type, coalesce(n.title, n.name, n.text) AS name, n.id AS id
ORDER BY type, name, id
LIMIT $limit;
