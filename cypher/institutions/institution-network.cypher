// Institution network · 机构网络
// en: The graph of an institution: its people and their papers. Look at it in Neo4j Browser.
// zh: 某机构的人员与论文之图：适合在 Neo4j Browser 中查看。
// param institution: string = "Google Brain"
// param limit: integer = 100
// returns: path path
MATCH (i:Institution)
WHERE $institution IN [i.id, i.name, i.nameZh] OR $institution IN coalesce(i.aliases, [])
MATCH path = (i)<-[:AFFILIATED_WITH]-(:Author)<-[:AUTHORED_BY]-(:Paper)
RETURN path
LIMIT $limit;
