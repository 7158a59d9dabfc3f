// Newest ideas without evidence · 缺少依据的新想法
// en: Ideas that no paper or note supports, contradicts or extends yet, newest first.
// zh: 尚无论文或笔记支持、反驳或扩展的想法，新的在前。
// param limit: integer = 50
// returns: idea string, created date, status string
MATCH (i:Idea)
WHERE NOT EXISTS { (i)-[:SUPPORTS|CONTRADICTS|EXTENDS|USES]-() }
RETURN coalesce(i.title, i.text) AS idea, i.created AS created, i.status AS status
ORDER BY created IS NULL, created DESC, idea
LIMIT $limit;
