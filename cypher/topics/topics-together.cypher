// Topics that go together · 常一起出现的主题
// en: Pairs of topics that one paper is about, most papers first.
// zh: 同一篇论文涉及的主题对，论文多的在前。
// param limit: integer = 50
// returns: topic string, other string, papers integer
MATCH (a:Topic)<-[:ABOUT]-(p:Paper)-[:ABOUT]->(b:Topic)
WHERE a.name < b.name
RETURN a.name AS topic, b.name AS other, count(p) AS papers
ORDER BY papers DESC, topic, other
LIMIT $limit;
