// All about an author · 一位作者的全部
// en: An author by name or id: institutions, topics, papers, co-authors.
// zh: 按姓名或 id 查作者：机构、主题、论文、合著者。
// param author: string = "Luca Ambrogioni"
// returns: author string, institutions list, topics list, papers list, coAuthors list
MATCH (a:Author)
WHERE $author IN [a.id, a.name, a.nameZh]
RETURN a.name AS author,
  COLLECT {
    MATCH (a)-[:AFFILIATED_WITH]->(i:Institution) RETURN i.name ORDER BY i.name
  } AS institutions,
  COLLECT {
    MATCH (a)<-[:AUTHORED_BY]-(:Paper)-[:ABOUT]->(t:Topic) RETURN DISTINCT t.name AS t ORDER BY t
  } AS topics,
  COLLECT { MATCH (a)<-[:AUTHORED_BY]-(p:Paper) RETURN p.title ORDER BY p.title } AS papers,
  COLLECT {
    MATCH (a)<-[:AUTHORED_BY]-(:Paper)-[:AUTHORED_BY]->(b:Author)
    RETURN DISTINCT b.name AS b ORDER BY b
  } AS coAuthors
ORDER BY author;
