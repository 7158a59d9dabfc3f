// Remarks and to-dos · 备注与待办
// en: Notes by kind: comments, facts, to-dos, and remarks for lines that were not understood.
// zh: 按种类列出笔记：评论、事实、待办，以及未能理解的行。
// param limit: integer = 200
// returns: kind string, text string, about string
MATCH (n:Note)
OPTIONAL MATCH (n)-[:REMARKS_ON]->(thing)
RETURN n.kind AS kind, n.text AS text, coalesce(thing.title, thing.name, thing.text) AS about
ORDER BY kind, text, about
LIMIT $limit;
