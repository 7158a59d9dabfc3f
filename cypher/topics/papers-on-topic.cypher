// Papers on a topic · 某主题的论文
// en: Papers about a topic or one of its narrower topics, newest first; the topic by its English or Chinese name.
// zh: 某主题及其下位主题的论文，新的在前；主题用中文名或英文名。
// param topic: string = "optimization"
// returns: title string, year integer, topic string
MATCH (wanted:Topic)
WHERE toLower(wanted.name) = toLower($topic) OR wanted.nameZh = $topic
MATCH (t:Topic)-[:BROADER*0..3]->(wanted)
MATCH (p:Paper)-[:ABOUT]->(t)
RETURN DISTINCT p.title AS title, p.year AS year, t.name AS topic
ORDER BY year DESC, title, topic;
