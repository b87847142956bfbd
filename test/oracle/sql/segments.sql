-- "GET /v1/segments puts all side by side: count, score, index, adoption, progress, share
-- activated, share active."
WITH people AS (
  SELECT 'data[' || kind || ' ' || segment || ']' AS path, segment AS id, kind, s.id AS subject
  FROM listed_segments s
  UNION ALL
  SELECT 'all.' || kind || 's', NULL, kind, id FROM moves WHERE win = $win
),
named(path, kind, name, label, builtIn) AS (
  SELECT 'all.' || kind || 's', kind, NULL AS name, NULL AS label, NULL AS builtIn
  FROM (VALUES ('user'), ('account')) AS kinds(kind)
  UNION ALL
  SELECT 'data[' || kind || ' ' || id || ']', kind, id, label, builtIn FROM segment_names
)
SELECT named.path, name AS id, label, CASE WHEN name IS NOT NULL THEN named.kind END AS of, builtIn,
  count(subject) AS count,
  coalesce(shown(avg(exact) FILTER (exact > 0)), 0) AS score,
  coalesce(avg(exact) FILTER (exact > 0), 0) AS exactScore, avg(adoption) AS adoption,
  avg(progress) FILTER (NOT isOlder) AS progress,
  avg(CASE WHEN activatedAt IS NULL THEN 0 ELSE 1 END) FILTER (NOT isOlder AND progress IS NOT NULL)
    AS activated,
  avg(CASE WHEN isActive THEN 1 ELSE 0 END) FILTER (subject IS NOT NULL) AS activeShare
FROM named LEFT JOIN people ON people.path = named.path
LEFT JOIN standings s ON s.win = $win AND s.kind = named.kind AND s.id = subject
GROUP BY ALL
