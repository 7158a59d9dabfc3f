// Papers alike · 相似论文
// en: Papers that share topics and authors with a paper, most in common first.
// zh: 与某论文主题、作者相同者，共同点多的在前。
// param paper: string = "Directional Pruning of Deep Neural Networks"
// param limit: integer = 20
// returns: title string, topics list, authors list
MATCH (p:Paper)
WHERE $paper IN [p.id, p.title, p.shortName]
MATCH (p)-[:ABOUT|AUTHORED_BY]->(shared)<-[:ABOUT|AUTHORED_BY]-(other:Paper)
WITH other, shared ORDER BY shared.name
WITH other, collect(DISTINCT shared) AS every
RETURN other.title AS title, [s IN every WHERE s:Topic | s.name] AS topics,
  [s IN every WHERE s:Author | s.name] AS authors
ORDER BY size(every) DESC, title
LIMIT $limit;
