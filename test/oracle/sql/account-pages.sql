-- The parts of an account's change.
WITH parts AS (
  SELECT win, account AS id, max(exact) FILTER (stop = 0) AS s0, max(exact) FILTER (stop = 1) AS s1,
    max(exact) FILTER (stop = 2) AS s2, max(exact) FILTER (stop = 3) AS s3
  FROM account_stops GROUP BY ALL
)
SELECT 'account ' || m.id AS path, change AS "change.points",
  exact - previousExact AS "change.exactPoints",
  s1 - s0 AS "change.parts.own", s2 - s1 AS "change.parts.members", s3 - s2 AS "change.parts.others"
FROM moves m JOIN parts USING (win, id)
WHERE m.kind = 'account' AND m.win = $win AND change IS NOT NULL
