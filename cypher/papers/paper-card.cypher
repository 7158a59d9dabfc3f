// All about a paper · 一篇论文的全部
// en: A paper by title, short name or id: authors in order, topics, what was presented where, ideas on it.
// zh: 按标题、简称或 id 查一篇论文：作者（按序）、主题、报告、相关想法。
// param paper: string = "GAIT-prop"
// returns: title string, year integer, authors list, topics list, presented list, ideas list
MATCH (p:Paper)
WHERE $paper IN [p.id, p.title, p.shortName]
RETURN p.title AS title, p.year AS year,
  COLLECT {
    MATCH (p)-[r:AUTHORED_BY]->(a:Author)
    RETURN a.name ORDER BY r.position, a.name
  } AS authors,
  COLLECT { MATCH (p)-[:ABOUT]->(t:Topic) RETURN t.name ORDER BY t.name } AS topics,
  COLLECT { MATCH (p)-[:PRESENTED_AT]->(s) RETURN s.name ORDER BY s.name } AS presented,
  COLLECT { MATCH (i:Idea)-->(p) RETURN coalesce(i.title, i.text) AS idea ORDER BY idea } AS ideas
ORDER BY title;
