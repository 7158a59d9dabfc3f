// Who wrote together, most papers first · 合著者
MATCH (a:Author)<-[:AUTHORED_BY]-(p:Paper)-[:AUTHORED_BY]->(b:Author)
WHERE a.id < b.id
RETURN a.name AS author, b.name AS coAuthor, count(p) AS papers
ORDER BY papers DESC, author, coAuthor
LIMIT 50;
