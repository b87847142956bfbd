-- Activation: which steps are done, and when.
-- Given: steps(kind, step, label, position, event, atLeast, distinctUsers), step_days(kind, id,
-- step, day): the days on which a step's condition held, limits(kind, within).

-- "A step is done on the first day, from creation on (from first sight where it is unknown), on which the condition held"; with an event
-- the first on which its count since creation reached atLeast, by distinctUsers different users.
CREATE OR REPLACE TABLE step_done AS
WITH born AS (
  SELECT kind, id, coalesce(creation, firstSeen) AS since FROM profiles
  WHERE day = getvariable('as_of')
),
counted AS (
  SELECT born.kind, born.id, step, steps.atLeast, steps.distinctUsers, day, n, person
  FROM born JOIN steps ON steps.kind = born.kind AND steps.event IS NOT NULL
  JOIN facts ON facts.event = steps.event AND facts.day >= since
    AND CASE WHEN born.kind = 'user' THEN facts.person ELSE facts.account END = born.id
),
reached AS (
  SELECT kind, id, step, atLeast, distinctUsers, day,
    (SELECT sum(n) FROM counted c WHERE c.kind = d.kind AND c.id = d.id AND c.step = d.step
      AND c.day <= d.day) AS times,
    (SELECT count(DISTINCT person) FROM counted c WHERE c.kind = d.kind AND c.id = d.id
      AND c.step = d.step AND c.day <= d.day) AS people
  FROM (SELECT DISTINCT kind, id, step, atLeast, distinctUsers, day FROM counted) d
)
SELECT kind, id, step, min(day) AS day FROM reached
WHERE times >= atLeast AND people >= distinctUsers GROUP BY ALL
UNION ALL
SELECT kind, id, step, min(CASE WHEN step_days.day = (SELECT min(day) FROM dates) THEN since ELSE step_days.day END) FROM step_days JOIN born USING (kind, id)
WHERE step_days.day >= since
  OR step_days.day = (SELECT min(day) FROM dates) AND since <= step_days.day GROUP BY ALL;

-- "activation is null for whom within was over before there was any data."
CREATE OR REPLACE TABLE activations AS
WITH each_one AS (
  SELECT profiles.kind, profiles.id, creation, within,
    (SELECT count(*) FROM steps WHERE steps.kind = profiles.kind) AS steps,
    (SELECT count(*) FROM step_done s WHERE s.kind = profiles.kind AND s.id = profiles.id) AS done,
    (SELECT max(day) FROM step_done s WHERE s.kind = profiles.kind AND s.id = profiles.id) AS last
  FROM profiles JOIN population USING (kind, id, day) JOIN limits ON limits.kind = profiles.kind
  WHERE profiles.day = getvariable('as_of')
)
SELECT kind, id, creation, within, steps, done, done / steps AS progress,
  CASE WHEN done = steps THEN last END AS activatedAt,
  coalesce(creation + coalesce(within, 0) < (SELECT min(day) FROM acts), false) AS isOlder,
  done = steps AND coalesce(last <= creation + within, true) AS isInTime
FROM each_one WHERE steps > 0;
