-- "The product's score is the mean of the scores above 0."
WITH u AS (
  SELECT * FROM user_scores WHERE win = $win AND isNow AND isInside
),
active AS (
  SELECT count(DISTINCT person) FILTER (day = getvariable('as_of')) AS dau,
    count(DISTINCT person) FILTER (day > getvariable('as_of') - 7) AS wau,
    count(DISTINCT person) FILTER (day > getvariable('as_of') - 30) AS mau
  FROM facts WHERE isActive AND person IN (SELECT person FROM u)
)
SELECT '' AS path, coalesce(shown(avg(exact) FILTER (exact > 0)), 0) AS score,
  coalesce(avg(exact) FILTER (exact > 0), 0) AS exactScore,
  coalesce(max(benchmark), (SELECT benchmark FROM benchmarks WHERE win = $win AND isNow)) AS benchmark,
  count(person) AS "users.seen", count(*) FILTER (exact > 0) AS "users.scoring",
  count(*) FILTER (u.isActive) AS "users.active", dau AS "users.dau", wau AS "users.wau",
  mau AS "users.mau", CASE WHEN mau > 0 THEN dau / mau ELSE NULL END AS "users.stickiness",
  count(*) FILTER (score >= 75) AS "users.bands.most engaged",
  count(*) FILTER (score BETWEEN 50 AND 74) AS "users.bands.engaged",
  count(*) FILTER (score BETWEEN 25 AND 49) AS "users.bands.passive",
  count(*) FILTER (score BETWEEN 1 AND 24) AS "users.bands.least engaged",
  count(*) FILTER (score = 0) AS "users.bands.none"
FROM active LEFT JOIN u ON true GROUP BY dau, wau, mau
