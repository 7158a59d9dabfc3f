// Authors with most papers · 论文最多的作者
// en: Authors by number of papers, first-author papers beside it.
// zh: 按论文数排列的作者，并列出第一作者篇数。
// param limit: integer = 50
// returns: author string, papers integer, asFirst integer
MATCH (a:Author)<-[r:AUTHORED_BY]-(p:Paper)
RETURN a.name AS author, count(p) AS papers,
  sum(CASE WHEN r.position = 1 THEN 1 ELSE 0 END) AS asFirst
ORDER BY papers DESC, author
LIMIT $limit;
