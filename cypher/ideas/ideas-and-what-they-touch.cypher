// Ideas and what they touch · 想法及其关联
// en: Every idea with the papers and topics that it names.
// zh: 每个想法及其涉及的论文与主题。
// returns: idea string, relation string, thing string
MATCH (i:Idea)
OPTIONAL MATCH (i)-[r]->(n)
WHERE n:Paper OR n:Topic
RETURN coalesce(i.title, i.text) AS idea, type(r) AS relation, coalesce(n.title, n.name) AS thing
ORDER BY idea, relation, thing;
