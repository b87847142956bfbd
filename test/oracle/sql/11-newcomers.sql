-- "new are those whose creation is known and whose activation is not null. rate is the share of them
-- activated in time, medianDays how long that took, late those activated afterwards, open those that
-- have time left."
CREATE OR REPLACE TABLE newcomers AS
SELECT kind, id, creation, activatedAt, steps, done, isInTime,
  CASE WHEN isInTime THEN activatedAt - creation END AS took,
  activatedAt IS NULL AND coalesce(creation + within >= getvariable('as_of'), true) AS isOpen
FROM activations WHERE creation IS NOT NULL AND NOT isOlder;

CREATE OR REPLACE TABLE cohorts AS
SELECT kind || 's.new' AS path, kind, id FROM newcomers
UNION ALL
SELECT kind || 's.months[' || strftime(DATE '1970-01-01' + CAST(creation AS INTEGER), '%Y-%m') || ']',
  kind, id FROM newcomers
UNION ALL
SELECT newcomers.kind || 's.groups[' || coalesce(value->>'$', 'null') || ']', newcomers.kind,
  newcomers.id
FROM newcomers LEFT JOIN own_traits ON own_traits.kind = newcomers.kind
  AND own_traits.id = newcomers.id AND trait = 'plan' AND day = getvariable('as_of');
