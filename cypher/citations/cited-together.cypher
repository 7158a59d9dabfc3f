// Cited together · 共被引
// en: Pairs of papers that one paper cites, most often first.
// zh: 被同一篇论文引用的论文对，次数多的在前。
// param limit: integer = 50
// returns: title string, other string, times integer
MATCH (a:Paper)<-[:CITES]-(citing:Paper)-[:CITES]->(b:Paper)
WHERE a.id < b.id
RETURN a.title AS title, b.title AS other, count(citing) AS times
ORDER BY times DESC, title, other
LIMIT $limit;
