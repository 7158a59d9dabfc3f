// The graph of ideas · 想法之图
// en: Ideas with the papers, topics and other ideas that they name: look at it in Neo4j Browser.
// zh: 想法、其关联之物及主题：适合在 Neo4j Browser 中查看。
// param limit: integer = 200
// returns: path path
MATCH path = (:Idea)-->(n)
WHERE n:Paper OR n:Topic OR n:Idea
RETURN path
LIMIT $limit;
