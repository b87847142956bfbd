SELECT paths.path, coalesce(shown(avg(exact) FILTER (exact > 0)), 0) AS score,
  coalesce(avg(exact) FILTER (exact > 0), 0) AS exactScore, count(id) AS seen,
  count(*) FILTER (isActive) AS active,
  CASE WHEN count(progress) FILTER (NOT isOlder) > 0
    THEN count(*) FILTER (activatedAt IS NOT NULL AND NOT isOlder) END AS activated,
  count(*) FILTER (change >= 10) AS rising, count(*) FILTER (change <= -10) AS falling,
  count(*) FILTER (score >= 75) AS "bands.most engaged",
  count(*) FILTER (score BETWEEN 50 AND 74) AS "bands.engaged",
  count(*) FILTER (score BETWEEN 25 AND 49) AS "bands.passive",
  count(*) FILTER (score BETWEEN 1 AND 24) AS "bands.least engaged",
  count(*) FILTER (score = 0) AS "bands.none"
FROM (SELECT 'accounts' AS path UNION SELECT path FROM account_groups WHERE win = $win) paths
LEFT JOIN (SELECT * FROM account_groups JOIN standings USING (win, id)
  WHERE kind = 'account' AND win = $win) each_one USING (path)
GROUP BY paths.path
