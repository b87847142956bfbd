-- Adoption: which features were used, in each window and ever.
-- Given: features(id, label, isKey, position, isSetting), feature_events(feature, event),
-- setting_days(kind, id, feature, day): the days on which a setting's condition held.

-- "The union of its members": what was done in the account counts for it.
CREATE OR REPLACE TABLE feature_uses AS
SELECT 'user' AS kind, person AS id, feature_events.feature, day FROM facts
JOIN feature_events USING (event) WHERE person IS NOT NULL
UNION
SELECT 'account', account, feature_events.feature, day FROM facts
JOIN feature_events USING (event) WHERE account IS NOT NULL;

-- "A feature with a when is a setting: used by whomever its condition holds for on the day, and by
-- an account when it holds for a known member."
CREATE OR REPLACE TABLE settings_on AS
SELECT kind, id, feature FROM setting_days WHERE day = getvariable('as_of')
UNION
SELECT 'account', account, feature FROM setting_days
JOIN homes ON homes.person = id AND homes.day = getvariable('as_of')
WHERE kind = 'user' AND setting_days.day = getvariable('as_of');

CREATE OR REPLACE TABLE used AS
SELECT DISTINCT win, kind, id, feature FROM (
  SELECT win, kind, id, feature FROM spans JOIN feature_uses
    ON isNow AND feature_uses.day > spans.day - win AND feature_uses.day <= spans.day
  UNION ALL
  SELECT win, kind, id, feature FROM spans, settings_on WHERE isNow);

CREATE OR REPLACE TABLE used_ever AS
SELECT DISTINCT kind, id, feature FROM feature_uses
UNION SELECT kind, id, feature FROM settings_on;

-- "Adoption is the share of key features used in the window, and adoptionEver of those used at any
-- time"; null without key features.
CREATE OR REPLACE TABLE adoptions AS
WITH keys AS (SELECT id AS feature FROM features WHERE isKey),
subjects_now AS (
  SELECT DISTINCT win, kind, id FROM present_then WHERE isNow AND isInside
)
SELECT win, s.kind, s.id,
  CASE WHEN (SELECT count(*) FROM keys) > 0 THEN (SELECT count(*) FROM used JOIN keys USING (feature)
    WHERE used.win = s.win AND used.kind = s.kind AND used.id = s.id)
    / (SELECT count(*) FROM keys) END AS adoption,
  CASE WHEN (SELECT count(*) FROM keys) > 0 THEN (SELECT count(*) FROM used_ever JOIN keys
    USING (feature) WHERE used_ever.kind = s.kind AND used_ever.id = s.id)
    / (SELECT count(*) FROM keys) END AS adoptionEver
FROM subjects_now s;
