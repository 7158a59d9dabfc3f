// Countries · 国家
// en: How many institutions and authors each country has, by ISO code.
// zh: 每个国家（ISO 代码）的机构与作者数。
// returns: country string, institutions integer, authors integer
MATCH (i:Institution)
WHERE i.country IS NOT NULL
OPTIONAL MATCH (i)<-[:AFFILIATED_WITH]-(a:Author)
RETURN i.country AS country, count(DISTINCT i) AS institutions, count(DISTINCT a) AS authors
ORDER BY authors DESC, country;
