// Who contradicts whom · 争论
// en: What ideas, papers and notes support or contradict.
// zh: 想法、论文与笔记支持或反驳了什么。
// returns: source string, relation string, target string, comment string
MATCH (a)-[r:SUPPORTS|CONTRADICTS]->(b)
RETURN coalesce(a.title, a.name, a.text) AS source, type(r) AS relation,
  coalesce(b.title, b.name, b.text) AS target, r.comment AS comment
ORDER BY relation, source, target;
