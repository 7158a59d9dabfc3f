// Topics with their papers, most papers first · 各主题的论文
MATCH (t:Topic)<-[r:ABOUT]-(p:Paper)
RETURN t.name AS topic, t.nameZh AS topicZh, count(p) AS papers, collect(p.title)[..5] AS some
ORDER BY papers DESC, topic
LIMIT 50;
