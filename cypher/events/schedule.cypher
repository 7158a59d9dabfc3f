// What was presented when · 日程
MATCH (p:Paper)-[r:PRESENTED_AT]->(s:Session)-[:HELD_AT]->(e:Event)
RETURN e.name AS event, s.weekday AS day, s.startTime AS time, r.kind AS kind, r.number AS number,
  p.title AS title
ORDER BY event, day, time, number, title;
