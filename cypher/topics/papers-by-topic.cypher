// Papers by topic · 各主题的论文
// en: How many papers each topic has, and five of them.
// zh: 每个主题有多少论文，并列出其中五篇。
// param limit: integer = 50
// returns: topic string, topicZh string, papers integer, some list
MATCH (t:Topic)<-[:ABOUT]-(p:Paper)
WITH t, p ORDER BY p.title
WITH t, count(p) AS papers, collect(p.title)[..5] AS some
RETURN t.name AS topic, t.nameZh AS topicZh, papers, some
ORDER BY papers DESC, topic
LIMIT $limit;
