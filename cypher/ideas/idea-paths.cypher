// Where an idea leads · 想法通向何处
// en: Papers that share a topic with an idea but that it does not name: what to read next.
// zh: 与想法同主题但尚未提及的论文：接下来可读什么。
// param limit: integer = 50
// returns: idea string, topic string, paper string
MATCH (i:Idea)-[:ABOUT]->(t:Topic)<-[:ABOUT]-(p:Paper)
WHERE NOT EXISTS { (i)-->(p) }
RETURN coalesce(i.title, i.text) AS idea, t.name AS topic, p.title AS paper
ORDER BY idea, topic, paper
LIMIT $limit;
