// Topics under a topic · 主题层级
// en: Every topic with the broader ones above it.
// zh: 每个主题及其上位主题。
// returns: topic string, broader string, steps integer
MATCH path = (t:Topic)-[:BROADER*1..5]->(above:Topic)
RETURN t.name AS topic, above.name AS broader, min(length(path)) AS steps
ORDER BY topic, steps, broader;
