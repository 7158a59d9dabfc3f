// Topics by year · 主题逐年变化
// en: How many papers a year each topic has, where there are at least two.
// zh: 各主题每年的论文数，至少两篇。
// param atLeast: integer = 2
// returns: topic string, year integer, papers integer
MATCH (t:Topic)<-[:ABOUT]-(p:Paper)
WHERE p.year IS NOT NULL
WITH t.name AS topic, p.year AS year, count(p) AS papers
WHERE papers >= $atLeast
RETURN topic, year, papers
ORDER BY year DESC, papers DESC, topic;
