// Institutions that work together · 合作机构
// en: Institutions that stand on one paper, most papers first.
// zh: 共同署名一篇论文的机构，论文多的在前。
// param limit: integer = 50
// returns: institution string, other string, papers integer
MATCH (p:Paper)-[r:AUTHORED_BY]->(:Author)
UNWIND r.affiliations AS id
WITH p, collect(DISTINCT id) AS ids
UNWIND ids AS one
UNWIND ids AS two
WITH one, two, count(p) AS papers
WHERE one < two
MATCH (a:Institution {id: one})
MATCH (b:Institution {id: two})
RETURN a.name AS institution, b.name AS other, papers
ORDER BY papers DESC, institution, other
LIMIT $limit;
