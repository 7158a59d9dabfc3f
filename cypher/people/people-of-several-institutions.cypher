// People of several institutions · 多机构作者
// en: Authors whom papers place at several institutions.
// zh: 论文中署有多个机构的作者。
// param limit: integer = 50
// returns: author string, institutions list
MATCH (a:Author)-[:AFFILIATED_WITH]->(i:Institution)
WITH a, i ORDER BY i.name
WITH a, collect(i.name) AS institutions
WHERE size(institutions) > 1
RETURN a.name AS author, institutions
ORDER BY size(institutions) DESC, author
LIMIT $limit;
