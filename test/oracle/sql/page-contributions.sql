-- "split by event: count, count before, weight, points". Pages, screens and $-events of weight 0
-- contribute nothing.
WITH counted AS (
  SELECT 'user' AS kind, person AS id, win, isNow, event, weight, n FROM weighed
  WHERE person IS NOT NULL
  UNION ALL
  SELECT 'account', account, win, isNow, event, weight, n FROM weighed
  WHERE account IS NOT NULL AND (person IS NULL OR EXISTS (SELECT 1 FROM member_scores m
    WHERE m.win = weighed.win AND m.isNow = weighed.isNow AND m.person = weighed.person
    AND m.account = weighed.account))
)
SELECT kind || ' ' || id || '.contributions[' || event || ']' AS path, event, weight,
  coalesce(sum(n) FILTER (isNow), 0) AS count, coalesce(sum(n) FILTER (NOT isNow), 0) AS previousCount,
  coalesce(sum(n) FILTER (isNow), 0) * weight AS points
FROM counted JOIN moves USING (kind, id, win)
WHERE win = $win AND (weight <> 0 OR kind = 'user' AND NOT starts_with(event, '$'))
GROUP BY kind, id, event, weight
