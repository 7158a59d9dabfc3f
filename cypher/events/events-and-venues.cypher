// Events and venues · 会议与届次
// en: Each edition of a conference or journal with its number of papers.
// zh: 各会议届次或期刊及其论文数。
// returns: venue string, event string, year integer, papers integer
MATCH (e:Event)
OPTIONAL MATCH (e)-[:EDITION_OF]->(v:Venue)
OPTIONAL MATCH (p:Paper)-[:PRESENTED_AT]->(at)
WHERE at = e OR EXISTS { (at)-[:HELD_AT]->(e) }
RETURN v.name AS venue, e.name AS event, e.year AS year, count(DISTINCT p) AS papers
ORDER BY year DESC, event;
