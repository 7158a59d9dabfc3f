// Co-authors · 合著者
// en: Who wrote together, most papers first.
// zh: 谁与谁合著，论文多的在前。
// param limit: integer = 50
// returns: author string, coAuthor string, papers integer
MATCH (a:Author)<-[:AUTHORED_BY]-(p:Paper)-[:AUTHORED_BY]->(b:Author)
WHERE a.id < b.id
RETURN a.name AS author, b.name AS coAuthor, count(p) AS papers
ORDER BY papers DESC, author, coAuthor
LIMIT $limit;
