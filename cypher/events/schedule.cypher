// Schedule · 日程
// en: What was presented when, at every event.
// zh: 各会议何时报告了什么。
// returns: event string, day string, time string, kind string, number integer, title string
MATCH (p:Paper)-[r:PRESENTED_AT]->(s:Session)-[:HELD_AT]->(e:Event)
RETURN e.name AS event, s.weekday AS day, s.startTime AS time, r.kind AS kind, r.number AS number,
  p.title AS title
ORDER BY event, day, time, number, title;
