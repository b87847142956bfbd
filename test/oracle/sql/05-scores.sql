-- From events to scores, for every window now and one window earlier.
-- Given: spans(win, day, isNow), population(kind, id, day).

CREATE OR REPLACE TABLE weighed AS
SELECT win, isNow, person, account, event, n, weight, isActive, facts.day
FROM facts JOIN spans ON facts.day > spans.day - win AND facts.day <= spans.day;

-- "100 (1 - e^(-kx)) / (1 - e^(-k))", linear for k = 0, of the share of the benchmark, capped there.
CREATE OR REPLACE MACRO curve(x) AS CASE WHEN getvariable('curve') = 0 THEN 100 * x
  ELSE 100 * (1 - exp(-getvariable('curve') * x)) / (1 - exp(-getvariable('curve'))) END;
CREATE OR REPLACE MACRO score_of(raw, benchmark) AS CASE WHEN raw > 0 AND benchmark > 0
  THEN curve(least(raw / benchmark, 1)) ELSE 0 END;
-- "score is rounded half up, at least 1 when above 0".
CREATE OR REPLACE MACRO shown(exact) AS
  CASE WHEN exact > 0 THEN greatest(1, CAST(floor(exact + 0.5) AS INTEGER)) ELSE 0 END;
CREATE OR REPLACE MACRO band(score) AS CASE WHEN score >= 75 THEN 'most engaged'
  WHEN score >= 50 THEN 'engaged' WHEN score >= 25 THEN 'passive'
  WHEN score >= 1 THEN 'least engaged' ELSE 'none' END;

-- Everybody seen by the end of a span, and whether it was in the population then.
CREATE OR REPLACE TABLE present_then AS
SELECT spans.win, spans.isNow, kind, id, population.id IS NOT NULL AS isInside
FROM spans JOIN profiles USING (day) LEFT JOIN population USING (kind, id, day)
WHERE firstSeen <= day;

-- "Raw score: count times weight, summed up over a window."
CREATE OR REPLACE TABLE user_raws AS
SELECT seen.win, seen.isNow, seen.id AS person, isInside,
  coalesce(sum(n * weight), 0.0) AS raw, coalesce(bool_or(isActive), false) AS isActive,
  count(DISTINCT weighed.day) FILTER (isActive) AS frequency
FROM present_then AS seen
LEFT JOIN weighed ON weighed.win = seen.win AND weighed.isNow = seen.isNow AND person = seen.id
WHERE kind = 'user' GROUP BY ALL;

-- "The 90th percentile of the raw scores above 0 in the model's population, type 7", held up by the
-- floor.
CREATE OR REPLACE TABLE benchmarks AS
SELECT spans.win, spans.isNow, coalesce(greatest(getvariable('floor'), quantile_cont(raw,
  getvariable('percentile') / 100) FILTER (raw > 0 AND isInside)), 0) AS benchmark
FROM spans LEFT JOIN user_raws USING (win, isNow) GROUP BY ALL;

CREATE OR REPLACE TABLE user_scores AS
SELECT *, score_of(raw, benchmark) AS exact, shown(score_of(raw, benchmark)) AS score
FROM user_raws JOIN benchmarks USING (win, isNow);

-- "A member is scored on its events in that account."
CREATE OR REPLACE TABLE member_scores AS
WITH known AS (
  SELECT win, isNow, person, account, accounts.isInside FROM spans JOIN homes USING (day)
  JOIN present_then users USING (win, isNow)
  JOIN present_then accounts USING (win, isNow)
  WHERE users.kind = 'user' AND users.id = person AND users.isInside
    AND accounts.kind = 'account' AND accounts.id = account
),
summed AS (
  SELECT win, isNow, person, account, isInside, coalesce(sum(n * weight), 0.0) AS raw,
    coalesce(bool_or(isActive), false) AS isActive
  FROM known LEFT JOIN weighed USING (win, isNow, person, account) GROUP BY ALL
)
SELECT *, score_of(raw, benchmark) AS exact FROM summed JOIN benchmarks USING (win, isNow);

-- average: of the members scoring above 0. fair: with three mean members of all accounts. total:
-- the sum of winsorized raw scores, events without a known user as one more member, "normalized
-- over accounts with the same percentile and curve". "No scoring member and no account-only events:
-- 0 for all."
CREATE OR REPLACE TABLE account_scores AS
WITH mean AS (
  SELECT win, isNow, avg(exact) FILTER (isInside) AS mean FROM member_scores GROUP BY ALL
),
alone AS (
  SELECT win, isNow, account, sum(n * weight) AS raw FROM weighed
  WHERE person IS NULL AND account IS NOT NULL GROUP BY ALL
),
of_members AS (
  SELECT win, isNow, account, count(*) AS known, sum(exact) AS scores, sum(raw) AS raw,
    count(*) FILTER (isActive) AS activeUsers, count(*) FILTER (exact > 0) AS scoring,
    avg(exact) FILTER (exact > 0) AS average, sum(least(raw, benchmark)) AS winsorized
  FROM member_scores GROUP BY ALL
),
both_parts AS (
  SELECT seen.win, seen.isNow, seen.id AS account, isInside, benchmark, mean,
    coalesce(known, 0) AS known, coalesce(activeUsers, 0) AS activeUsers,
    coalesce(scores, 0) AS scores, coalesce(average, 0) AS average,
    coalesce(scoring, 0) = 0 AND coalesce(alone.raw, 0) <= 0 AS isNothing,
    coalesce(of_members.raw, 0) + coalesce(alone.raw, 0) AS raw,
    coalesce(alone.raw, 0) AS onlyRaw,
    coalesce(winsorized, 0) + least(coalesce(alone.raw, 0), benchmark) AS totalRaw
  FROM present_then seen JOIN benchmarks USING (win, isNow)
  LEFT JOIN mean USING (win, isNow)
  LEFT JOIN of_members ON of_members.win = seen.win AND of_members.isNow = seen.isNow
    AND of_members.account = seen.id
  LEFT JOIN alone ON alone.win = seen.win AND alone.isNow = seen.isNow AND alone.account = seen.id
  WHERE kind = 'account'
),
total_benchmarks AS (
  SELECT win, isNow, coalesce(quantile_cont(totalRaw, getvariable('percentile') / 100)
    FILTER (totalRaw > 0 AND isInside), 0) AS totalBenchmark
  FROM both_parts GROUP BY ALL
),
measures AS (
  SELECT *, CASE WHEN isNothing THEN 0 ELSE score_of(totalRaw, totalBenchmark) END AS total,
    CASE WHEN isNothing THEN 0 ELSE (scores + 3 * coalesce(mean, 0)) / (known + 3) END AS fair
  FROM both_parts JOIN total_benchmarks USING (win, isNow)
)
SELECT *, CASE getvariable('headline') WHEN 'average' THEN average WHEN 'total' THEN total
  ELSE fair END AS exact, shown(exact) AS score
FROM measures;
