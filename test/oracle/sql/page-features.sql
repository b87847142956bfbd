WITH days AS (
  SELECT kind, id, feature, min(day) AS firstDay, max(day) AS lastDay FROM feature_uses GROUP BY ALL
  UNION ALL
  SELECT kind, id, feature, NULL, getvariable('as_of') FROM settings_on
)
SELECT m.kind || ' ' || m.id || '.features[' || features.id || ']' AS path, features.id, label,
  EXISTS (SELECT 1 FROM used u WHERE u.win = m.win AND u.kind = m.kind AND u.id = m.id
    AND u.feature = features.id) AS used,
  day_text(firstDay) AS firstDay, day_text(lastDay) AS lastDay
FROM moves m CROSS JOIN features
LEFT JOIN days ON days.kind = m.kind AND days.id = m.id AND days.feature = features.id
WHERE isKey AND m.win = $win
