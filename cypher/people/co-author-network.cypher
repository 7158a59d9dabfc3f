// Co-author network · 合著网络
// en: The graph around an author, two papers deep: look at it in Neo4j Browser.
// zh: 某作者周围两层论文的图：适合在 Neo4j Browser 中查看。
// param author: string = "Luca Ambrogioni"
// param limit: integer = 100
// returns: path path
MATCH (a:Author)
WHERE $author IN [a.id, a.name, a.nameZh]
MATCH path = (a)<-[:AUTHORED_BY]-(:Paper)-[:AUTHORED_BY]->(:Author)
RETURN path
LIMIT $limit;
