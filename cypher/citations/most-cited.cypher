// Most cited here · 库内被引最多
// en: Papers that other papers of the library cite, most cited first.
// zh: 被库内其他论文引用的论文，被引多的在前。
// param limit: integer = 50
// returns: title string, year integer, cited integer
MATCH (p:Paper)<-[:CITES]-(other:Paper)
RETURN p.title AS title, p.year AS year, count(other) AS cited
ORDER BY cited DESC, title
LIMIT $limit;
