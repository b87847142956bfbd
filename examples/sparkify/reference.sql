-- The scores of one window, computed from the log itself, straight from the formulas in the
-- documentation and sharing nothing with the server. Parameters: $file, $asOf (a day), $window.
WITH
events AS (
  SELECT DISTINCT ON (userId, location, sessionId, itemInSession)
    nullif(trim(userId), '') AS userId,
    nullif(trim(location), '') AS accountId,
    page AS event,
    CAST(epoch_ms(CAST(ts AS BIGINT)) AS DATE) AS day
  FROM read_json($file, format = 'newline_delimited')
  WHERE coalesce(nullif(trim(userId), ''), nullif(trim(location), '')) IS NOT NULL
),
weights(event, weight) AS (
  VALUES
    ('Home', 1), ('NextSong', 2), ('Settings', 4), ('Save Settings', 4), ('Upgrade', 6),
    ('Submit Upgrade', 10), ('Downgrade', 3), ('Submit Downgrade', 0)
),
seen AS (
  SELECT *, day > CAST($asOf AS DATE) - CAST($window AS INTEGER) AS inWindow
  FROM events
  WHERE day <= CAST($asOf AS DATE)
),
weighed AS (
  SELECT userId, accountId, CASE WHEN inWindow THEN coalesce(weight, 0) ELSE 0 END AS weight
  FROM seen LEFT JOIN weights USING (event)
),
-- Users: the sum of weights, against the 90th percentile of those above 0, on a curve with k = 2.
userRaws AS (
  SELECT userId, sum(weight) AS raw FROM weighed WHERE userId IS NOT NULL GROUP BY userId
),
userBenchmark AS (
  SELECT coalesce(quantile_cont(raw, 0.9) FILTER (raw > 0), 0) AS benchmark FROM userRaws
),
users AS (
  SELECT userId, raw, CASE WHEN raw > 0
    THEN 100 * (1 - exp(-2 * least(raw / benchmark, 1))) / (1 - exp(-2)) ELSE 0 END AS score
  FROM userRaws, userBenchmark
),
-- Members: users seen in the account within 90 days, scored like users on their events there.
members AS (
  SELECT accountId, raw, CASE WHEN raw > 0
    THEN 100 * (1 - exp(-2 * least(raw / benchmark, 1))) / (1 - exp(-2)) ELSE 0 END AS score
  FROM (
    SELECT accountId, userId, sum(weight) AS raw
    FROM weighed
    WHERE userId IS NOT NULL AND accountId IS NOT NULL
    GROUP BY accountId, userId
  )
  JOIN (
    SELECT DISTINCT accountId, userId FROM seen
    WHERE day > CAST($asOf AS DATE) - 90 AND userId IS NOT NULL AND accountId IS NOT NULL
  ) USING (accountId, userId), userBenchmark
),
meanMember AS (SELECT coalesce(avg(score), 0) AS mean FROM members),
accountOnly AS (
  SELECT accountId, sum(weight) AS raw
  FROM weighed WHERE userId IS NULL GROUP BY accountId
),
ofMembers AS (
  SELECT accountId, count(*) AS known, sum(score) AS sumOfScores, sum(raw) AS raw,
    coalesce(avg(score) FILTER (score > 0), 0) AS average,
    sum(least(greatest(raw, 0), benchmark)) AS winsorized
  FROM members, userBenchmark GROUP BY accountId
),
accountRaws AS (
  SELECT accountId, coalesce(known, 0) AS known, coalesce(sumOfScores, 0) AS sumOfScores,
    coalesce(average, 0) AS average,
    coalesce(ofMembers.raw, 0) + coalesce(accountOnly.raw, 0) AS raw,
    coalesce(winsorized, 0) + least(greatest(coalesce(accountOnly.raw, 0), 0), benchmark) AS total
  FROM (SELECT DISTINCT accountId FROM seen WHERE accountId IS NOT NULL)
  LEFT JOIN ofMembers USING (accountId)
  LEFT JOIN accountOnly USING (accountId), userBenchmark
),
totalBenchmark AS (
  SELECT coalesce(quantile_cont(total, 0.9) FILTER (total > 0), 0) AS benchmark FROM accountRaws
),
accounts AS (
  SELECT accountId, raw, average,
    CASE WHEN total > 0
      THEN 100 * (1 - exp(-2 * least(total / benchmark, 1))) / (1 - exp(-2)) ELSE 0 END AS total,
    CASE WHEN total > 0 THEN (sumOfScores + 3 * mean) / (known + 3) ELSE 0 END AS fair
  FROM accountRaws, totalBenchmark, meanMember
)
SELECT 'user' AS kind, userId AS id, CAST(raw AS DOUBLE) AS raw, score,
  CAST(NULL AS DOUBLE) AS average, CAST(NULL AS DOUBLE) AS total
FROM users
UNION ALL
SELECT 'account', accountId, CAST(raw AS DOUBLE), fair, average, total FROM accounts
ORDER BY kind, id
