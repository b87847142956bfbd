-- Who there is on the day of the scores, by what is known before there are scores.
-- Given: weights(event, weight, feature, risk), activity(event), variables.

CREATE OR REPLACE TABLE facts AS
SELECT done.*,
  -- "What the model does not name weighs defaultWeight if tracked; pages, screens and $ weigh 0."
  coalesce(weights.weight, CASE
    WHEN is_implicit(done.event) THEN 0
    ELSE getvariable('default_weight') END) AS weight
FROM done LEFT JOIN weights USING (event) WHERE day <= getvariable('as_of')
-- Visitors who name no account are nobody, anywhere.
  AND (person IS NOT NULL OR account IS NOT NULL);

-- "Active: any event with weight not 0, or the model's activity list."
ALTER TABLE facts ADD COLUMN isActive BOOLEAN;
UPDATE facts SET isActive = CASE WHEN getvariable('has_activity')
  THEN event IN (SELECT event FROM activity) ELSE weight <> 0 END;

-- The days that matter: that of the scores, and for each window the one on which the window before
-- it ended: "previousScore is the score of the window that ended one window earlier".
CREATE OR REPLACE TABLE spans AS
SELECT win, getvariable('as_of') - back * win AS day, back = 0 AS isNow
FROM windows, (VALUES (0), (1)) AS ends(back);

-- On an earlier day than that of the scores whoever was active since is active.
CREATE OR REPLACE TABLE profiles AS
WITH used AS (
  SELECT 'user' AS kind, person AS id, day, isActive FROM facts WHERE person IS NOT NULL
  UNION ALL
  SELECT 'account', account, day, isActive FROM facts WHERE account IS NOT NULL
),
seen AS (
  SELECT kind, id, days.day, min(used.day) AS firstSeen,
    (SELECT CASE WHEN max(u.day) > days.day THEN days.day ELSE max(u.day) END FROM used u WHERE u.kind = used.kind AND u.id = used.id
      AND isActive) AS lastActive
  FROM (SELECT DISTINCT day FROM spans) AS days, used GROUP BY ALL
),
told AS (
  SELECT seen.*, day_number(instant(value->>'$')) AS createdAt
  FROM seen LEFT JOIN own_traits USING (kind, id, day)
  WHERE trait = 'createdAt'
  UNION ALL
  SELECT seen.*, NULL FROM seen
  WHERE NOT EXISTS (SELECT 1 FROM own_traits WHERE own_traits.kind = seen.kind
    AND own_traits.id = seen.id AND own_traits.day = seen.day AND trait = 'createdAt')
)
-- "Creation is the createdAt trait, else the first sight of somebody who came after the first 30
-- days of data, else unknown."
SELECT *, CASE WHEN createdAt <= day THEN createdAt
  WHEN firstSeen >= (SELECT min(day) FROM acts) + 30 AND firstSeen <= day THEN firstSeen END
  AS creation
FROM told;

-- "A trait is that of the user, else of the accounts the user was seen in" by the day of the scores,
-- the first in the order of hashes that has it.
CREATE OR REPLACE TABLE trait_on AS
WITH visited AS (
  SELECT DISTINCT person, account, hash FROM sights
  JOIN ids ON kind = 'account' AND id = account WHERE day <= getvariable('as_of')
)
SELECT * FROM own_traits
UNION ALL
SELECT 'user', person, of_account.day, trait, arg_min(value, hash)
FROM visited JOIN own_traits of_account ON kind = 'account' AND id = account
WHERE NOT EXISTS (SELECT 1 FROM own_traits own WHERE own.kind = 'user' AND own.id = person
  AND own.day = of_account.day AND own.trait = of_account.trait)
GROUP BY ALL;
