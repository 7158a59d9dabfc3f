// Institutions that stand on one paper · 合作机构
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
LIMIT 50;
