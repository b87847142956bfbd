-- Which account an event counts in, and who is a member where: these follow from each other, day
-- after day, so they are worked out again until nothing changes.

-- "A known member was seen there within 90 days and has not been removed since." Of opposing facts
-- the later instant wins; of equal ones the removal.
CREATE OR REPLACE TABLE sights AS
SELECT person, account, day,
  max(atMs) FILTER (event <> 'Account Removed User') AS seenAt,
  max(atMs) FILTER (event = 'Account Removed User') AS removedAt
FROM done WHERE person IS NOT NULL AND account IS NOT NULL GROUP BY ALL;

CREATE OR REPLACE TABLE homes AS
SELECT grid.id AS person, grid.day, account
FROM grid JOIN sights ON person = grid.id AND sights.day <= grid.day
WHERE grid.kind = 'user'
GROUP BY ALL
HAVING max(sights.day) FILTER (seenAt IS NOT NULL) > grid.day - 90
  AND (max(removedAt) IS NULL OR max(removedAt) < max(seenAt));

-- "Those that name none count on a day on which it was the user's only account."
CREATE OR REPLACE TABLE done AS
WITH sole AS (
  SELECT person, day, min(account) AS account FROM homes GROUP BY ALL HAVING count(*) = 1
)
SELECT acts.* REPLACE (coalesce(acts.account, sole.account) AS account)
FROM acts LEFT JOIN sole ON sole.person = acts.person AND sole.day = acts.day;

