// Every idea with the papers and topics that it names · 想法及其关联
MATCH (i:Idea)
OPTIONAL MATCH (i)-[r]->(n)
WHERE n:Paper OR n:Topic
RETURN coalesce(i.title, i.text) AS idea, type(r) AS relation, coalesce(n.title, n.name) AS thing
ORDER BY idea, relation, thing;
