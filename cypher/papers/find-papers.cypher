// Find papers · 查找论文
// en: Papers with some words in title, short name, another name or keyword.
// zh: 标题、简称、别名或关键词中含有某些字的论文。
// param text: string = "learning"
// param limit: integer = 50
// returns: title string, year integer, id string
MATCH (p:Paper)
WHERE any(name IN [p.title, p.shortName] + coalesce(p.aliases, []) + coalesce(p.keywords, [])
  WHERE toLower(name) CONTAINS toLower($text))
RETURN p.title AS title, p.year AS year, p.id AS id
ORDER BY title, id
LIMIT $limit;
