-- What /v1/users and /v1/accounts list, a row each, by window.

-- "change is the difference of the two as shown, and null while the day goes on"; previousScore "is
-- null for whoever was not seen by then". Equal scores share a rank.
CREATE OR REPLACE TABLE moves AS
WITH both_kinds AS (
  SELECT 'user' AS kind, person AS id, win, isNow, isInside, exact, score, raw FROM user_scores
  UNION ALL
  SELECT 'account', account, win, isNow, isInside, exact, score, raw FROM account_scores
),
now AS (SELECT * FROM both_kinds WHERE isNow AND isInside),
earlier AS (SELECT * FROM both_kinds WHERE NOT isNow)
SELECT now.kind, now.id, now.win, now.exact, now.score, now.raw,
  earlier.score AS previousScore, earlier.exact AS previousExact,
  CASE WHEN getvariable('is_complete') THEN now.score - earlier.score END AS change,
  rank() OVER (PARTITION BY now.kind, now.win ORDER BY round(now.exact, 9) DESC) AS rank
FROM now LEFT JOIN earlier USING (kind, id, win);

-- "confidence is low with the reason small_population for a benchmark of fewer than 20 users, young
-- for subjects younger than the window."
CREATE OR REPLACE TABLE confidences AS
WITH found AS (
  SELECT win, kind, id, list_filter([
    CASE WHEN (SELECT count(*) FROM user_raws u WHERE u.win = moves.win AND isNow AND isInside
      AND raw > 0) < 20 THEN 'small_population' END,
    CASE WHEN profiles.day - firstSeen + 1 < win THEN 'young' END], reason -> reason IS NOT NULL)
    AS reasons
  FROM moves JOIN profiles USING (kind, id) WHERE profiles.day = getvariable('as_of')
)
SELECT win, kind, id, reasons, CASE WHEN len(reasons) > 0 THEN 'low' ELSE 'normal' END AS level
FROM found;

CREATE OR REPLACE TABLE shown_traits AS
SELECT subjects.kind, subjects.id,
  max(value->>'$') FILTER (trait = 'name') AS shown_name,
  max(value->>'$') FILTER (trait = getvariable('owner')) AS owner,
  '{' || coalesce(string_agg(to_json(trait) || ':' || value, ',') FILTER (trait <> 'name'), '') || '}'
    AS traits
FROM subjects LEFT JOIN (
  FROM own_traits WHERE day = getvariable('as_of')) own
  ON own.kind = subjects.kind AND own.id = subjects.id
GROUP BY ALL;
