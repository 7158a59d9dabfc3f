// Schedule of a day · 某日日程
// en: Sessions and talks of one weekday (Mon to Sun) in the order of the clock; an empty text for those without a day.
// zh: 某一天（Mon … Sun）的场次与报告，按时间先后；空文本表示未注明日期者。
// param day: string = "Wed"
// returns: event string, time string, session string, number integer, kind string, title string
MATCH (p:Paper)-[r:PRESENTED_AT]->(s:Session)-[:HELD_AT]->(e:Event)
WHERE coalesce(s.weekday, '') = $day
RETURN e.name AS event, s.startTime AS time, s.name AS session, r.number AS number,
  r.kind AS kind, p.title AS title
ORDER BY event, time, session, number, title;
