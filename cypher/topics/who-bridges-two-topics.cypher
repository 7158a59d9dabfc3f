// Who bridges two topics · 谁跨越两个主题
// en: Authors with papers on both topics, and how many on each.
// zh: 在两个主题上都有论文的作者，及各自篇数。
// param one: string = "network pruning"
// param two: string = "implicit bias"
// returns: author string, onOne integer, onTwo integer
MATCH (x:Topic)<-[:ABOUT]-(p:Paper)-[:AUTHORED_BY]->(a:Author)
WHERE toLower(x.name) = toLower($one) OR x.nameZh = $one
WITH a, count(DISTINCT p) AS onOne
MATCH (y:Topic)<-[:ABOUT]-(p:Paper)-[:AUTHORED_BY]->(a)
WHERE toLower(y.name) = toLower($two) OR y.nameZh = $two
RETURN a.name AS author, onOne, count(DISTINCT p) AS onTwo
ORDER BY onOne + onTwo DESC, author;
