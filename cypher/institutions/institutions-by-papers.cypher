// Institutions with most papers · 论文最多的机构
// en: Institutions by number of papers and of authors.
// zh: 按论文数与作者数排列的机构。
// param limit: integer = 50
// returns: institution string, institutionZh string, papers integer, authors integer
MATCH (p:Paper)-[r:AUTHORED_BY]->(a:Author)
UNWIND r.affiliations AS id
WITH id, count(DISTINCT p) AS papers, count(DISTINCT a) AS authors
MATCH (i:Institution {id: id})
RETURN i.name AS institution, i.nameZh AS institutionZh, papers, authors
ORDER BY papers DESC, institution
LIMIT $limit;
