// Papers without a topic · 没有主题的论文
// en: What the vocabulary does not know yet: add a topic to data/topics.yaml.
// zh: 词表还不认识的论文：可在 data/topics.yaml 中补充主题。
// param limit: integer = 100
// returns: title string, year integer
MATCH (p:Paper)
WHERE NOT EXISTS { (p)-[:ABOUT]->(:Topic) }
RETURN p.title AS title, p.year AS year
ORDER BY title
LIMIT $limit;
