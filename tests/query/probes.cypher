// Probes of what Cypher means, each with one point; the area names them: null-1, null-2 ...

// null
RETURN null = null AS a, null <> null AS b, null IS NULL AS c, 1 = null AS d;
RETURN true AND null AS a, false AND null AS b, true OR null AS c, false OR null AS d;
RETURN NOT null AS a, true XOR null AS b;
RETURN null IN [1] AS a, 1 IN [null] AS b, 1 IN [1, null] AS c, 1 IN [] AS d;
RETURN 1 + null AS a, 'x' + null AS b, [1] + null AS c;
RETURN coalesce(null, null, 3) AS a, coalesce(null) AS b, nullIf(1, 1) AS c;
MATCH (p:Paper) WHERE p.year > 2019 RETURN p.id ORDER BY p.id;
MATCH (p:Paper) WHERE NOT p.year > 2019 RETURN p.id ORDER BY p.id;
MATCH (p:Paper) WHERE p.year <> 2020 RETURN p.id ORDER BY p.id;
MATCH (p:Paper) WHERE p.nothing IS NULL RETURN count(*) AS n;
RETURN size(null) AS a, toUpper(null) AS b, [1, 2][null] AS c, null[0] AS d;
RETURN CASE null WHEN null THEN 'same' ELSE 'other' END AS a;
RETURN [x IN [1, null, 3] WHERE x > 1] AS a, [x IN [1, null] | x + 1] AS b;
MATCH (p:Paper {shortName: null}) RETURN count(p) AS n;
RETURN null STARTS WITH 'a' AS a, 'a' CONTAINS null AS b;
RETURN any(x IN [null, true] WHERE x) AS a, all(x IN [null, true] WHERE x) AS b, none(x IN [null,
  false] WHERE x) AS c, single(x IN [true, null] WHERE x) AS d;
RETURN [null] = [null] AS a, [1, null] = [2, null] AS b, {k: null} = {k: null} AS c;
RETURN properties(null) AS a, keys(null) AS b, labels(null) AS c;

// order
MATCH (p:Paper) RETURN p.id, p.year ORDER BY p.year, p.id;
MATCH (p:Paper) RETURN p.id, p.year ORDER BY p.year DESC, p.id;
MATCH (p:Paper) RETURN p.title ORDER BY p.title;
MATCH (p:Paper) RETURN p.title ORDER BY toLower(p.title) DESC;
UNWIND [3, 1, null, 2] AS x RETURN x ORDER BY x;
UNWIND [3, 1, null, 2] AS x RETURN x ORDER BY x DESC;
UNWIND ['b', 'B', 'a', 'Z', '对', 'é'] AS x RETURN x ORDER BY x;
UNWIND [1, 1.5, 2, 0.5] AS x RETURN x ORDER BY x;
UNWIND [true, false] AS x RETURN x ORDER BY x;
UNWIND [[2], [1, 5], [1]] AS x RETURN x ORDER BY x;
UNWIND [date('2020-02-01'), date('2019-12-31')] AS x RETURN x ORDER BY x;
MATCH (p:Paper) RETURN p.id AS id ORDER BY id SKIP 1 LIMIT 2;
MATCH (p:Paper) WITH p ORDER BY p.id DESC LIMIT 2 RETURN collect(p.id) AS ids;
MATCH (p:Paper) RETURN p.id AS x LIMIT 0;
MATCH (p:Paper)-[r:AUTHORED_BY]->(a) RETURN a.name ORDER BY p.id, r.position DESC;
MATCH (p:Paper) WITH p.year AS y, count(*) AS n ORDER BY n DESC, y RETURN y, n;
MATCH (a:Author) RETURN a.name AS n ORDER BY a.nameZh, n;
UNWIND [1, 'a', true, null, [1], 2.5] AS x RETURN x ORDER BY x;

// unique
MATCH (a:Author)<-[:AUTHORED_BY]-(p)-[:AUTHORED_BY]->(b) RETURN a.name, b.name ORDER BY a.name,
  b.name;
MATCH (a:Author)<-[:AUTHORED_BY]-(p) MATCH (p)-[:AUTHORED_BY]->(b) RETURN a.name, b.name ORDER BY
  a.name, b.name;
MATCH (a)-[r]-(b) WHERE a.id = 'paper/d' RETURN type(r), b.id ORDER BY type(r), b.id;
MATCH (p {id: 'paper/d'})-[r:RELATES_TO]->(p) RETURN count(*) AS n;
MATCH (p {id: 'paper/d'})-[r:RELATES_TO]-(p) RETURN count(*) AS n;
MATCH (p:Paper {id: 'paper/a'})-[:CITES*]->(q) RETURN q.id ORDER BY q.id;
MATCH path = (p:Paper {id: 'paper/a'})-[:CITES*3]->(q) RETURN q.id, length(path);
MATCH (p:Paper {id: 'paper/a'})-[:CITES*4]->(q) RETURN count(*) AS n;
MATCH (p:Paper {id: 'paper/a'})-[:CITES*0..1]->(q) RETURN q.id ORDER BY q.id;
MATCH (a)-[r1:CITES]->(b), (c)-[r2:CITES]->(d) RETURN count(*) AS n;
MATCH (a:Author)--(p)--(b:Author) RETURN count(*) AS n;
MATCH (x:Paper)-[:CITES]-(y:Paper) RETURN count(*) AS n;
MATCH (x:Paper)-[:CITES]->(y)-[:CITES]->(z) RETURN x.id, z.id ORDER BY x.id, z.id;
MATCH (x {id: 'paper/a'})-[*1..2]-(y) RETURN count(*) AS n;
MATCH (x {id: 'paper/a'})-[*1..2]-(y) RETURN count(DISTINCT y) AS n;

// list
RETURN [1, 2, 3][0] AS a, [1, 2, 3][-1] AS b, [1, 2, 3][5] AS c;
RETURN [1, 2, 3, 4][1..3] AS a, [1, 2, 3][..2] AS b, [1, 2, 3][1..] AS c, [1, 2, 3][-2..] AS d,
  [1][3..] AS e;
RETURN range(1, 4) AS a, range(4, 1, -1) AS b, range(0, 5, 2) AS c, range(3, 1) AS d;
RETURN size([]) AS a, size([1, null]) AS b, head([]) AS c, last([1, 2]) AS d, tail([1, 2, 3]) AS e;
RETURN [1, 2] + [3] AS a, [1] + 2 AS b, 0 + [1] AS c;
RETURN [x IN range(1, 5) WHERE x % 2 = 1 | x * x] AS a;
RETURN reduce(s = 0, x IN [1, 2, 3] | s + x) AS a, reduce(s = '', x IN [] | s + x) AS b;
RETURN reverse([1, 2, 3]) AS a, reverse('abc') AS b;
RETURN [1, 2] = [1, 2] AS a, [1, 2] = [2, 1] AS b, [1] < [2] AS c;
RETURN 2 IN [1, 2] AS a, [1] IN [[1]] AS b, 'a' IN 'a' + ['b'] AS c;
UNWIND [] AS x RETURN x;
UNWIND null AS x RETURN x;
UNWIND [[1, 2], [3]] AS x UNWIND x AS y RETURN y;
MATCH (p:Paper) WHERE 'y' IN p.keywords RETURN p.id ORDER BY p.id;
MATCH (p:Paper) UNWIND p.keywords AS k RETURN k, count(*) AS n ORDER BY k;
MATCH (p:Paper {id: 'paper/a'}) RETURN [k IN p.keywords | toUpper(k)] AS ks;
MATCH (p:Paper {id: 'paper/a'}) RETURN [(p)-[:AUTHORED_BY]->(x) WHERE x.name > 'B' | x.name] AS
  names;
RETURN any(x IN [] WHERE true) AS a, all(x IN [] WHERE false) AS b, none(x IN [] WHERE true) AS c,
  single(x IN [] WHERE true) AS d;
RETURN toStringList([1, 'a', true]) AS a, toIntegerList(['1', 'x']) AS b;
RETURN isEmpty([]) AS a, isEmpty('') AS b, isEmpty([1]) AS c;

// text
RETURN 'a' + 'b' AS a, 'a' + 1 AS b, 1 + 'a' AS c;
RETURN substring('hello', 1, 3) AS a, left('hello', 2) AS b, right('hello', 2) AS c;
RETURN split('a,b,,c', ',') AS a, split('abc', '') AS b, replace('aaa', 'a', 'b') AS c;
RETURN trim('  x ') AS a, ltrim('  x') AS b, rtrim('x  ') AS c;
RETURN toUpper('straße é') AS a, toLower('ÅB') AS b;
RETURN size('对a😀') AS a;
RETURN 'abc' =~ 'a.*' AS a, 'abc' =~ 'b' AS b, 'ABC' =~ '(?i)abc' AS c;
RETURN 'abc' STARTS WITH 'ab' AS a, 'abc' ENDS WITH 'bc' AS b, 'abc' CONTAINS '' AS c;
RETURN 'a' < 'B' AS a, 'a' < 'b' AS b, 'Z' < 'a' AS c, '10' < '9' AS d;
RETURN toInteger('7') AS a, toInteger('7.9') AS b, toInteger('x') AS c, toInteger(7.9) AS d;
RETURN toFloat('1.5') AS a, toFloat('x') AS b, toString(1.0) AS c, toString(true) AS d;
RETURN toBoolean('TRUE') AS a, toBoolean('yes') AS b, toBoolean(0) AS c;
RETURN 'it\'s \\ \u0041\n' AS a, "two \" quotes" AS b;
MATCH (i:Idea {id: 'idea/i'}) RETURN i.text AS t;
MATCH (p:Paper) WHERE p.title CONTAINS '对' RETURN p.id;
RETURN 'a' = 'A' AS a, '1' = 1 AS b;

// number
RETURN 7 / 2 AS a, 7.0 / 2 AS b, -7 / 2 AS c, 7 % 3 AS d, -7 % 3 AS e;
RETURN 2 ^ 3 AS a, 2 ^ -1 AS b, -2 ^ 2 AS c;
RETURN 1 = 1.0 AS a, 1 < 1.5 AS b, 0.1 + 0.2 AS c;
RETURN round(2.5) AS a, round(-2.5) AS b, round(1.249, 1) AS c, ceil(1.2) AS d, floor(-1.2) AS e;
RETURN abs(-3) AS a, sign(-3) AS b, sqrt(9) AS c;
RETURN 1 + 2 * 3 - 4 AS a, (1 + 2) * 3 AS b, 10 - 2 - 3 AS c;
RETURN 9223372036854775807 AS a, -9223372036854775808 AS b;
RETURN 1 / 0 AS a;
RETURN 1.0 / 0 AS a;
RETURN 9223372036854775807 + 1 AS a;
RETURN 0x1F AS a, 1e3 AS b, 0o17 AS c;
RETURN 1 < 2 < 3 AS a, 3 > 2 > 2 AS b;
RETURN 1 < 'a' AS a;
RETURN toInteger(2.0 ^ 40) AS a;

// date
RETURN date('2020-02-29').year AS a, date('2020-02-29').month AS b, date('2020-02-29').dayOfWeek
  AS c, date('2020-02-29').week AS d;
RETURN date('2020-01-31') + duration('P1M') AS a, date('2020-03-01') - duration('P1D') AS b;
RETURN date('2020-01-01') < date('2020-01-02') AS a, date('2020-01-01') = date('2020-01-01') AS b;
MATCH (p:Paper) WHERE p.date > date('2020-12-31') RETURN p.id;
MATCH (p:Paper) WHERE p.date IS NOT NULL RETURN p.id, p.date.year AS y, p.date.day AS d ORDER BY
  p.id;
MATCH (p:Paper) RETURN min(p.date) AS a, max(p.date) AS b;
MATCH (s:Session) RETURN s.start AS a;
MATCH (s:Session) RETURN s.start.hour AS a, s.start.offset AS b, s.start.minute AS c;
MATCH (s:Session) WHERE s.start < datetime('2020-12-10T00:00:00+08:00') RETURN s.id;
MATCH (s:Session) RETURN s.start = datetime('2020-12-09T15:50:00Z') AS same;
MATCH (s:Session) RETURN s.start + duration('PT15M') AS a;
MATCH (s:Session) RETURN date(s.start) AS a;
RETURN duration.between(date('2020-01-01'), date('2021-03-04')) AS a;
RETURN duration.inDays(date('2020-01-01'), date('2020-03-01')).days AS a;
RETURN date({year: 2020, month: 5, day: 6}) AS a, datetime({year: 2020, timezone: 'Z'}) AS b;
RETURN toString(date('2020-05-06')) AS a;
MATCH (p:Paper) RETURN p.date AS d, count(*) AS n ORDER BY d;
MATCH (i:Idea) RETURN i.created AS c ORDER BY c DESC;
RETURN date('2020-05-06') IN [date('2020-05-06')] AS a;
RETURN date.truncate('month', date('2020-05-06')) AS a;
MATCH (p:Paper) WHERE p.date = '2020-01-31' RETURN count(*) AS n;

// path
MATCH path = (p {id: 'paper/a'})-[:CITES]->(q {id: 'paper/b'}) RETURN path;
MATCH path = (q {id: 'paper/b'})<-[:CITES]-(p) RETURN path;
MATCH path = (p {id: 'paper/a'})-[:CITES*2]->(q) RETURN nodes(path) AS ns, relationships(path) AS
  rs, length(path) AS n;
MATCH path = shortestPath((a {id: 'paper/a'})-[:CITES*]->(b {id: 'paper/c'})) RETURN length(path)
  AS n;
MATCH path = shortestPath((a {id: 'topic/t3'})-[*..9]-(b {id: 'author/ann'})) RETURN length(path)
  AS n;
MATCH path = allShortestPaths((a:Author {name: 'Ann'})-[*..6]-(b:Author {name: 'Cy'})) RETURN
  count(*) AS n, min(length(path)) AS l;
MATCH path = shortestPath((a {id: 'idea/j'})-[*]-(b {id: 'paper/a'})) RETURN path;
OPTIONAL MATCH path = (x {id: 'none'})-->() RETURN path;
MATCH path = (p {id: 'paper/a'}) RETURN path, length(path) AS n;
MATCH path = (t:Topic {name: 't3'})-[:BROADER*1..]->(u) RETURN [n IN nodes(path) | n.name] AS
  names ORDER BY length(path);
MATCH (t:Topic {name: 't3'}) ((x)-[:BROADER]->(y)){1,2} (u) RETURN u.name ORDER BY u.name;
MATCH (t:Topic {name: 't3'})-[rs:BROADER*]->(u) RETURN size(rs) AS n ORDER BY n;
MATCH (a {id: 'paper/a'})-[r:AUTHORED_BY {position: 2}]->(b) RETURN b.name, r;
MATCH (a)-[r:SUPPORTS|RELATES_TO]->(b) RETURN type(r), b.id ORDER BY type(r), b.id;
MATCH (a)-[r:!AUTHORED_BY]->(b:Session) RETURN type(r);
MATCH path = SHORTEST 1 (a {id: 'paper/a'})-[:CITES]->+(b {id: 'paper/c'}) RETURN length(path) AS
  n;
MATCH (n:Topic|Author) RETURN count(*) AS n;
MATCH (n:!Paper&!Author) RETURN count(*) AS n;
MATCH (p:Paper WHERE p.year = 2020) RETURN p.id ORDER BY p.id;
MATCH (a)-[r WHERE r.position = 1]->(b) RETURN b.id ORDER BY b.id;
MATCH (a:Author)<-[r]-(b) RETURN startNode(r) = b AS s, endNode(r) = a AS e LIMIT 1;

// aggregate
MATCH (p:Paper) RETURN count(*) AS a, count(p.year) AS b, count(DISTINCT p.year) AS c;
MATCH (p:Paper) RETURN sum(p.year) AS a, avg(p.year) AS b, min(p.title) AS c, max(p.year) AS d;
MATCH (p:Nothing) RETURN count(p) AS a, sum(p.x) AS b, avg(p.x) AS c, min(p.x) AS d, collect(p.x)
  AS e;
MATCH (p:Paper) RETURN p.year AS y, count(*) AS n ORDER BY y;
MATCH (p:Paper) WITH p ORDER BY p.id RETURN collect(p.year) AS a, collect(DISTINCT p.year) AS b;
MATCH (p:Paper) RETURN count(*) + 1 AS a, count(*) * 2.0 AS b;
UNWIND [1, 2, 3, 4] AS x RETURN stDev(x) AS a, stDevP(x) AS b;
UNWIND [1, 2, 3, 4] AS x RETURN percentileCont(x, 0.5) AS a, percentileDisc(x, 0.5) AS b;
UNWIND [1, null, 1, 2] AS x RETURN x, count(x) AS n, count(*) AS m ORDER BY x;
MATCH (a:Author)<-[:AUTHORED_BY]-(p) WITH a, count(p) AS n WHERE n > 1 RETURN a.name, n ORDER BY
  a.name;
MATCH (p:Paper) RETURN DISTINCT p.year AS y ORDER BY y;
UNWIND [1, 1.0, '1'] AS x RETURN count(DISTINCT x) AS n;
UNWIND [0.5, 1.5] AS x RETURN sum(x) AS a, avg(x) AS b;
UNWIND [] AS x RETURN count(x) AS n;
MATCH (p:Paper)-[:AUTHORED_BY]->(a) RETURN p.id AS id, collect(a.name) AS names ORDER BY id;
MATCH (p:Paper) RETURN p.year IS NULL AS missing, count(*) AS n ORDER BY missing;
UNWIND [[1], [1], [2]] AS x RETURN x, count(*) AS n ORDER BY n;
UNWIND ['b', 'a', null] AS x RETURN min(x) AS a, max(x) AS b;

// optional
MATCH (p:Paper) OPTIONAL MATCH (p)-[:ABOUT]->(t) RETURN p.id, t.name ORDER BY p.id;
MATCH (p:Paper) OPTIONAL MATCH (p)-[:ABOUT]->(t) WHERE t.name = 't2' RETURN p.id, t.name ORDER BY
  p.id;
OPTIONAL MATCH (n:Nothing) RETURN n;
OPTIONAL MATCH (n:Nothing) RETURN n.name AS a, labels(n) AS b, count(n) AS c;
MATCH (p:Paper {id: 'paper/d'}) OPTIONAL MATCH (p)-[:ABOUT]->(t)-[:BROADER]->(u) RETURN t, u;
MATCH (p:Paper) OPTIONAL MATCH (p)-[r:ABOUT]->(t) RETURN p.id, type(r) ORDER BY p.id;
MATCH (i:Idea) OPTIONAL MATCH (i)-[r]->(n) WHERE n:Paper RETURN i.id, count(n) AS n ORDER BY i.id;
OPTIONAL MATCH (n:Nothing) OPTIONAL MATCH (n)-->(m) RETURN n, m;
MATCH (i:Idea {id: 'idea/j'}) OPTIONAL MATCH (i)-->(x) WITH i, collect(x) AS xs RETURN size(xs) AS
  n;
OPTIONAL MATCH (n:Nothing) WITH n MATCH (n)-->(m) RETURN m;

// subquery
MATCH (p:Paper) WHERE EXISTS { (p)-[:ABOUT]->() } RETURN p.id ORDER BY p.id;
MATCH (p:Paper) WHERE NOT EXISTS { MATCH (p)-[:ABOUT]->(t) WHERE t.name = 't1' } RETURN p.id ORDER
  BY p.id;
MATCH (p:Paper) RETURN p.id, COUNT { (p)-[:AUTHORED_BY]->() } AS n ORDER BY p.id;
MATCH (p:Paper {id: 'paper/a'}) RETURN COLLECT { MATCH (p)-[:AUTHORED_BY]->(a) RETURN a.name ORDER
  BY a.name DESC } AS names;
MATCH (p:Paper) CALL (p) { MATCH (p)-[:AUTHORED_BY]->(a) RETURN count(a) AS n } RETURN p.id, n
  ORDER BY p.id;
MATCH (p:Paper) CALL (p) { MATCH (p)-[:ABOUT]->(t) RETURN t.name AS t } RETURN p.id, t ORDER BY
  p.id;
MATCH (p:Paper) CALL (p) { MATCH (p)-[r:AUTHORED_BY]->(a) RETURN a.name AS first ORDER BY
  r.position LIMIT 1 } RETURN p.id, first ORDER BY p.id;
CALL { UNWIND [1, 2] AS x RETURN x UNION UNWIND [2, 3] AS x RETURN x } RETURN x ORDER BY x;
UNWIND [1, 2] AS x RETURN x UNION UNWIND [2, 3] AS x RETURN x;
UNWIND [1, 2] AS x RETURN x UNION ALL UNWIND [2, 3] AS x RETURN x;
MATCH (p:Paper) WHERE (p)-[:CITES]->(:Paper {id: 'paper/d'}) RETURN p.id;
MATCH (p:Paper) WHERE NOT (p)-[:AUTHORED_BY]->() RETURN p.id;
MATCH (p:Paper) WHERE COUNT { (p)<-[:CITES]-() } > 0 RETURN count(*) AS n;
MATCH (p:Paper) WITH p LIMIT 100 WHERE p.year = 2020 RETURN count(*) AS n;
MATCH (p:Paper) OPTIONAL CALL (p) { MATCH (p)-[:ABOUT]->(t) RETURN t.name AS t } RETURN p.id, t
  ORDER BY p.id;

// value
MATCH (p:Paper {id: 'paper/a'}) RETURN p;
MATCH (p:Paper {id: 'paper/a'}) RETURN p {.title, .year, n: 1} AS m;
MATCH (p:Paper {id: 'paper/c'}) RETURN p {.title, .year} AS m;
RETURN {a: 1, b: [1, {c: null}]} AS m, {a: 1}.a AS x, {a: 1}['b'] AS y;
MATCH (p:Paper {id: 'paper/a'}) RETURN labels(p) AS l, p['title'] AS t, p:Paper AS is;
MATCH (p:Paper {id: 'paper/b'}) RETURN [k IN keys(p) WHERE NOT k STARTS WITH 'pkg'] = [k IN
  keys(p) WHERE NOT k STARTS WITH 'pkg'] AS same, 'title' IN keys(p) AS has;
RETURN keys({b: 1, a: 2}) AS k;
RETURN CASE 2 WHEN 1 THEN 'a' WHEN 2 THEN 'b' END AS a, CASE WHEN false THEN 1 END AS b;
RETURN CASE WHEN 1 < 2 THEN 'x' ELSE 'y' END AS a;
WITH 1 AS x, 2 AS y RETURN *;
WITH [1, 2] AS xs, 3 AS `odd name` RETURN xs[0] AS a, `odd name` AS b;
MATCH (a:Paper {id: 'paper/a'}), (b:Paper {id: 'paper/a'}) RETURN a = b AS same;
MATCH (p:Paper) WHERE p.year IN [2019, 2020] RETURN p.id ORDER BY p.id;
MATCH (a)-[r:AUTHORED_BY {position: 1}]->(:Author {name: 'Ann'}) RETURN r;
RETURN valueType(1) AS a;
RETURN 1 IS :: INTEGER AS a;
RETURN $x AS a;
RETURN undefinedFunction(1) AS a;
MATCH (p:Paper) RETURN q;
MATCH (p:Paper RETURN p;
// pattern
MATCH (n) WHERE n:Paper OR n:Author RETURN count(*) AS n;
MATCH (n:%) RETURN count(*) AS n;
MATCH (n:$('Paper')) RETURN count(*) AS n;
MATCH (a {id: 'paper/a'}) ((x)-[:CITES]->(y)){1,3} (b) RETURN [n IN x | n.id] AS xs, b.id AS id
  ORDER BY size(xs), id;
MATCH path = (a {id: 'paper/a'})-[:CITES]->{1,2}(b) RETURN length(path) AS n, b.id AS id
  ORDER BY n, id;
MATCH (a {id: 'paper/a'})-[:CITES*2..3]-(b) RETURN count(*) AS n;
MATCH (p:Paper {id: 'paper/a'}) RETURN
  reduce(sum = 0, l IN [path = (p)-[:CITES*1..2]->(q) | length(path)] | sum + l) AS total,
  size([(p)-->(x) | x]) AS n;
MATCH (a:Author), (b:Author) WHERE a.name < b.name RETURN count(*) AS n;
MATCH (a)<-[:AUTHORED_BY]-(p:Paper)-[:CITES]->(q:Paper)-[:AUTHORED_BY]->(a) RETURN a.name, p.id, q.id
  ORDER BY a.name, p.id, q.id;
MATCH (a), (a)-[:BROADER]->(b) RETURN count(*) AS n;
MATCH (a)-[r:CITES]->(b) WHERE NOT (b)-[:CITES]->(a) RETURN count(*) AS n;
MATCH (x)-[:AUTHORED_BY|CITES*2]->(y) RETURN count(*) AS n;
MATCH (p:Paper)-[r]->() RETURN type(r) AS t, count(*) AS n ORDER BY n DESC, t;
MATCH (p:Paper)--() RETURN p.id, count(*) AS n ORDER BY p.id;
MATCH (n) WHERE n.year = '2020' RETURN count(*) AS n;
MATCH (n {year: 2020}) RETURN n.id ORDER BY n.id;
MATCH (n) WHERE n.id STARTS WITH 'topic/' AND n.name IN ['t1', 't3'] RETURN n.id ORDER BY n.id;
MATCH (a {id: 'topic/t3'})-[:BROADER*2]->(b) RETURN b.id;
MATCH (a:Topic)-[:BROADER*0..]->(b:Topic) RETURN a.name, collect(b.name) AS up ORDER BY a.name;

// clause
MATCH (p:Paper) WITH DISTINCT p.year AS y WHERE y IS NOT NULL RETURN y ORDER BY y;
WITH 1 AS x WITH *, x + 1 AS y RETURN x, y;
UNWIND range(1, 3) AS x WITH x, x * x AS y WHERE y > 1 RETURN sum(y) AS s;
MATCH (p:Paper) WITH collect(p.id) AS ids RETURN size(ids) AS n;
MATCH (p:Paper) WITH count(*) AS n MATCH (a:Author) RETURN n, count(a) AS m;
MATCH (p:Paper) RETURN p.year AS y, count(*) AS n ORDER BY count(*) DESC, y SKIP 1;
UNWIND [{a: 1}, {a: 2}] AS m RETURN m.a AS a ORDER BY a DESC;
WITH {xs: [1, 2, 3]} AS m UNWIND m.xs AS x RETURN x;
RETURN 1 AS x UNION RETURN 1 AS x;
MATCH (p:Paper) RETURN p.id AS id UNION MATCH (a:Author) RETURN a.id AS id;
MATCH (a:Author) WITH a ORDER BY a.name RETURN collect(a.name)[0] AS first;
MATCH (p:Paper) WHERE p.title IS NOT NULL AND (p.year > 2019 OR p.year IS NULL) RETURN p.id
  ORDER BY p.id;
MATCH (p:Paper) RETURN p.title AS title, p.title AS again ORDER BY title LIMIT 1;
RETURN CASE 5 WHEN > 3 THEN 'big' ELSE 'small' END AS a;
MATCH (p:Paper) RETURN CASE WHEN p.year IS NULL THEN 'none' ELSE toString(p.year) END AS y,
  count(*) AS n ORDER BY y;

// time
RETURN datetime('2020-12-09T23:50:00[Asia/Shanghai]').offset AS a;
RETURN toString(datetime('2020-12-09T23:50:00+08:00')) AS a;
RETURN localdatetime('2020-12-09T23:50:00').hour AS a, time('12:30+01:00').minute AS b;
RETURN duration('P1Y2M3DT4H').months AS a, duration('PT90M').minutes AS b;
RETURN duration('P1D') = duration('PT24H') AS a;
RETURN datetime('2020-12-09T23:50:00+08:00') > datetime('2020-12-09T15:00:00Z') AS a;
RETURN date('2020-12-28').week AS a, date('2021-01-03').weekYear AS b, date('2020-05-06').quarter AS c;
RETURN date('2020-W05-2') AS a, date('2020-060') AS b, date('20200506') AS c;
RETURN datetime({epochSeconds: 0}) AS a, datetime('1970-01-02T00:00:00Z').epochSeconds AS b;
RETURN date('2020-02-30') AS a;
MATCH (s:Session) RETURN s {.start} AS m;
MATCH (s:Session) RETURN s.start.year AS a, s.start.epochSeconds AS b;
RETURN duration.between(datetime('2020-12-09T23:50:00+08:00'), datetime('2020-12-10T00:05:00+08:00'))
  AS a;
RETURN date() = date(datetime()) AS a;

// function
RETURN btrim('xxaxx', 'x') AS a, char_length('abc') AS b, normalize('e') AS c;
RETURN toIntegerOrNull('x') AS a, toFloatOrNull(true) AS b;
RETURN exp(0) AS a, log(1) AS b, log10(100) AS c, pi() > 3.14 AS d, sin(0) AS e;
RETURN round(1.5) AS a, round(-1.5) AS b, round(2.675, 2) AS c, round(2.5, 0, 'HALF_EVEN') AS d;
RETURN size('abc') AS a, size([[1], [2]]) AS b;
RETURN point.distance(point({x: 0, y: 0}), point({x: 3, y: 4})) AS a;
RETURN head(['a']) AS a, last([]) AS b, tail([]) AS c, reverse([]) AS d;
RETURN [x IN [1, 2, 3] | [y IN [x, x * 10] WHERE y > 2]] AS a;
RETURN isNaN(0.0 / 0) AS a;
RETURN substring('abc', 5) AS a, left('abc', 10) AS b, right('abc', 0) AS c;
RETURN split('a|b', '|') AS a, split('a1b2', ['1', '2']) AS b;
RETURN toString(1) + toString(1.5) AS a;
MATCH (p:Paper {id: 'paper/a'}) RETURN size(keys(p)) > 3 AS a, size(labels(p)) AS b;
MATCH (a)-[r:CITES]->(b) RETURN elementId(a) = elementId(startNode(r)) AS same, count(*) AS n;
