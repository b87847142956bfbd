-- Changes of scores, in parts that sum to them.

-- "own: its own activity, at the benchmark there was; others: everybody else moved the benchmark".
CREATE OR REPLACE TABLE user_parts AS
SELECT now.win, now.person AS id,
  score_of(now.raw, earlier.benchmark) - earlier.exact AS own,
  now.exact - score_of(now.raw, earlier.benchmark) AS others
FROM user_scores now JOIN user_scores earlier USING (win, person)
WHERE now.isNow AND NOT earlier.isNow;

-- Of accounts three steps: first those that stayed do what they do now, then members come and go,
-- then the benchmarks move. Each member as it was then, and as it is now.
CREATE OR REPLACE TABLE member_ends AS
SELECT win, account, person, max(raw) FILTER (isNow) AS rawNow, max(raw) FILTER (NOT isNow) AS rawThen,
  bool_or(isNow) AND bool_or(NOT isNow) AS stayed
FROM member_scores GROUP BY ALL;

CREATE OR REPLACE TABLE account_stops AS
WITH stops AS (
  -- stop 0 is the score then, 1 after its own activity, 2 after its members, 3 the score now
  SELECT unnest([0, 1, 2, 3]) AS stop
),
at_stop AS (
  SELECT stop, win, account, CASE WHEN stop = 0 OR NOT stayed THEN coalesce(rawThen, rawNow)
    ELSE rawNow END AS raw
  FROM stops, member_ends
  WHERE CASE WHEN stop <= 1 THEN rawThen IS NOT NULL ELSE rawNow IS NOT NULL END
),
measured AS (
  SELECT stop, s.win, s.account, s.benchmark, s.mean, s.totalBenchmark,
    CASE WHEN stop = 0 THEN earlier.onlyRaw ELSE now.onlyRaw END AS onlyRaw
  FROM stops JOIN account_scores s ON s.isNow = (stop = 3)
  JOIN account_scores now ON now.win = s.win AND now.account = s.account AND now.isNow
  JOIN account_scores earlier ON earlier.win = s.win AND earlier.account = s.account
    AND NOT earlier.isNow
),
summed AS (
  SELECT m.stop, m.win, m.account, m.totalBenchmark, coalesce(m.mean, 0) AS mean, m.onlyRaw,
    count(raw) AS known, coalesce(sum(score_of(raw, m.benchmark)), 0) AS scores,
    count(*) FILTER (score_of(raw, m.benchmark) > 0) AS scoring,
    coalesce(sum(least(raw, m.benchmark)) FILTER (raw IS NOT NULL), 0) + max(least(m.onlyRaw, m.benchmark)) AS totalRaw
  FROM measured m LEFT JOIN at_stop USING (stop, win, account) GROUP BY ALL
)
SELECT stop, win, account, CASE WHEN scoring = 0 AND onlyRaw <= 0 THEN 0
  WHEN getvariable('headline') = 'average'
    THEN CASE WHEN scoring = 0 THEN 0 ELSE scores / scoring END
  WHEN getvariable('headline') = 'total' THEN score_of(totalRaw, totalBenchmark)
  ELSE (scores + 3 * mean) / (known + 3) END AS exact
FROM summed;
