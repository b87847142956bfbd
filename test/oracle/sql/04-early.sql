-- What is known before there are scores: time there, time away, and the segments made of these.

CREATE OR REPLACE TABLE metrics AS
SELECT kind, id, day, day - creation AS tenureDays, day - lastActive AS daysSinceActive, NULL::DOUBLE AS score, NULL::DOUBLE AS change,
  NULL::DOUBLE AS adoption, NULL::DOUBLE AS activation, NULL::DOUBLE AS frequency,
  NULL::DOUBLE AS activeUsers
FROM profiles;

-- "new: created within the headline window; recently-inactive: last active 30 to 60 days ago;
-- mature: created more than 180 days ago".
CREATE OR REPLACE TABLE in_segments AS
SELECT kind, id, day, segment FROM (
  SELECT kind, id, day, unnest([
    CASE WHEN tenureDays < getvariable('headline_window') THEN 'new' END,
    CASE WHEN tenureDays > 180 THEN 'mature' END,
    CASE WHEN daysSinceActive BETWEEN 30 AND 60 THEN 'recently-inactive' END]) AS segment
  FROM metrics)
WHERE segment IS NOT NULL;
