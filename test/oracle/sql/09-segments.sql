-- Lifecycle, champions, and who is in which built-in segment, by the headline window.
-- Given: entries(id, state, enteredMs) of the states of a lifecycle that hold.

-- "Of the states that hold the one entered last wins", of two at once the later one in a life.
CREATE OR REPLACE TABLE lifecycles AS
SELECT id, state FROM entries
QUALIFY row_number() OVER (PARTITION BY id ORDER BY enteredMs DESC,
  list_position(['trial', 'paid', 'cancelled'], state) DESC) = 1;

-- "Champion is the member with the greatest share of the members' points."
CREATE OR REPLACE TABLE champions AS
WITH shares AS (
  SELECT win, account, person, raw / sum(raw) OVER (PARTITION BY win, account) AS share, raw
  FROM member_scores WHERE isNow AND raw > 0
)
SELECT win, account, person, share FROM shares
JOIN ids ON ids.kind = 'user' AND ids.id = person
QUALIFY row_number() OVER (PARTITION BY win, account ORDER BY raw DESC, hash) = 1;

CREATE OR REPLACE TABLE metrics AS
SELECT kind, id, getvariable('as_of') AS day, getvariable('as_of') - profiles.creation AS tenureDays,
  getvariable('as_of') - lastActive AS daysSinceActive, moves.score AS score, moves.change AS change,
  adoption, progress AS activation,
  CASE kind WHEN 'user' THEN user_scores.frequency
    ELSE (SELECT count(DISTINCT weighed.day) FROM weighed WHERE weighed.win = moves.win
      AND weighed.isNow AND weighed.isActive AND weighed.account = moves.id) END AS frequency,
  activeUsers, known AS knownUsers, state, activatedAt, share
FROM moves JOIN profiles USING (kind, id) JOIN adoptions USING (kind, id, win)
LEFT JOIN activations USING (kind, id)
LEFT JOIN user_scores ON kind = 'user' AND person = id AND user_scores.win = moves.win
  AND user_scores.isNow
LEFT JOIN account_scores ON kind = 'account' AND account_scores.account = id
  AND account_scores.win = moves.win AND account_scores.isNow
LEFT JOIN lifecycles ON kind = 'account' AND lifecycles.id = moves.id
LEFT JOIN champions ON kind = 'account' AND champions.account = moves.id
  AND champions.win = moves.win
WHERE moves.win = getvariable('headline_window') AND profiles.day = getvariable('as_of');

CREATE OR REPLACE TABLE in_segments AS
SELECT kind, id, day, segment FROM (
  SELECT kind, id, day, unnest([
    CASE WHEN tenureDays < getvariable('headline_window') THEN 'new' END,
    CASE WHEN tenureDays > 180 THEN 'mature' END,
    CASE WHEN daysSinceActive BETWEEN 30 AND 60 THEN 'recently-inactive' END,
    CASE WHEN change >= 10 THEN 'rising' END,
    CASE WHEN change <= -10 THEN 'falling' END,
    CASE WHEN knownUsers > 1 THEN 'multi-user' END,
    CASE WHEN knownUsers > 1 AND share >= 0.8 THEN 'single-champion' END,
    CASE WHEN state IN ('trial', 'paid', 'cancelled') THEN state END,
    CASE WHEN state = 'trial' AND activatedAt IS NOT NULL AND score >= getvariable('pql')
      THEN 'pql' END]) AS segment
  FROM metrics)
WHERE segment IS NOT NULL;
