-- "GET /v1/features compares features by users, accounts and their share of all points of positive
-- weight, those of users outside the population included."
WITH inside AS (SELECT kind, id FROM moves WHERE win = $win),
points AS (
  SELECT feature, sum(n * weight) AS points FROM weighed
  LEFT JOIN feature_events USING (event)
  WHERE win = $win AND isNow AND weight > 0 GROUP BY ALL
),
counts AS (
  SELECT feature, kind, count(*) AS now, 0 AS ever FROM used JOIN inside USING (kind, id)
  WHERE win = $win GROUP BY ALL
  UNION ALL
  SELECT feature, kind, 0, count(*) FROM used_ever JOIN inside USING (kind, id) GROUP BY ALL
),
sums AS (
  SELECT features.*, coalesce(points, 0) AS points,
    coalesce((SELECT sum(now) FROM counts WHERE kind = 'user' AND feature = features.id), 0) AS users,
    coalesce((SELECT sum(ever) FROM counts WHERE kind = 'user' AND feature = features.id), 0)
      AS usersEver,
    coalesce((SELECT sum(now) FROM counts WHERE kind = 'account' AND feature = features.id), 0)
      AS accounts,
    coalesce((SELECT sum(ever) FROM counts WHERE kind = 'account' AND feature = features.id), 0)
      AS accountsEver
  FROM features LEFT JOIN points ON feature = features.id
),
totals AS (
  SELECT (SELECT coalesce(sum(points), 0) FROM points) AS allPoints,
    (SELECT count(*) FROM inside WHERE kind = 'user') AS allUsers,
    (SELECT count(*) FROM inside WHERE kind = 'account') AS allAccounts,
    (SELECT count(*) FROM standings WHERE win = $win AND kind = 'user' AND isActive) AS activeUsers,
    (SELECT count(*) FROM standings WHERE win = $win AND kind = 'account' AND isActive)
      AS activeAccounts
)
-- "As shares of everybody ever seen and of those active in the window."
SELECT 'data[' || id || ']' AS path, id, label, isKey AS key, users, usersEver, accounts,
  accountsEver, CASE WHEN allUsers > 0 THEN users / allUsers END AS userShare,
  CASE WHEN allAccounts > 0 THEN accounts / allAccounts END AS accountShare,
  CASE WHEN activeUsers > 0 THEN (SELECT count(*) FROM standings JOIN used USING (win, kind, id)
    WHERE win = $win AND kind = 'user' AND isActive AND used.feature = sums.id) / activeUsers END AS activeUserShare,
  CASE WHEN activeAccounts > 0 THEN (SELECT count(*) FROM standings JOIN used USING (win, kind, id)
    WHERE win = $win AND kind = 'account' AND isActive AND used.feature = sums.id) / activeAccounts END
    AS activeAccountShare,
  NULL AS activeUsers, NULL AS activeAccounts, points,
  CASE WHEN allPoints > 0 THEN points / allPoints END AS rawShare,
  rank() OVER (ORDER BY points DESC) AS rank, NULL AS otherShare
FROM sums, totals
UNION ALL
SELECT '', NULL, NULL, NULL, allUsers, NULL, allAccounts, NULL, NULL, NULL, NULL, NULL, activeUsers,
  activeAccounts, NULL, NULL, NULL,
  CASE WHEN allPoints > 0 THEN coalesce((SELECT points FROM points WHERE feature IS NULL), 0)
    / allPoints END
FROM totals
