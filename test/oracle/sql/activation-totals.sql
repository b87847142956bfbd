SELECT limits.kind || 's' AS path, count(a.id) AS count, count(activatedAt) FILTER (NOT isOlder) AS activated, 'plan' AS by,
  NULL AS done, NULL AS progress
FROM limits LEFT JOIN activations a ON a.kind = limits.kind
GROUP BY limits.kind
UNION ALL
SELECT kinds.kind || 's.distribution[' || n || ']', count(a.id), NULL, NULL, n, n / total
FROM (SELECT kind, count(*) AS total, unnest(range(0, count(*) + 1)) AS n FROM steps GROUP BY kind)
  kinds
LEFT JOIN activations a ON a.kind = kinds.kind AND a.done = n AND NOT coalesce(isOlder, false)
GROUP BY kinds.kind, n, total
