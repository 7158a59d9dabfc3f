// Papers by year · 各年论文数
// en: How many papers, authors and topics each year has.
// zh: 每年的论文、作者与主题数。
// returns: year integer, papers integer, authors integer, topics integer
MATCH (p:Paper)
OPTIONAL MATCH (p)-[:AUTHORED_BY]->(a:Author)
OPTIONAL MATCH (p)-[:ABOUT]->(t:Topic)
RETURN p.year AS year, count(DISTINCT p) AS papers, count(DISTINCT a) AS authors,
  count(DISTINCT t) AS topics
ORDER BY year DESC;
