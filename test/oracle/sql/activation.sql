SELECT paths.path,
  nullif(regexp_extract(paths.path, 'months\[(.*)\]', 1), '') AS month,
  nullif(nullif(regexp_extract(paths.path, 'groups\[(.*)\]', 1), ''), 'null') AS value,
  count(id) AS count, count(*) FILTER (isInTime) AS activated, count(*) FILTER (isOpen) AS open,
  count(*) FILTER (activatedAt IS NOT NULL AND NOT isInTime) AS late,
  avg(CASE WHEN isInTime THEN 1 ELSE 0 END) FILTER (id IS NOT NULL) AS rate,
  median(took) AS medianDays
FROM (SELECT DISTINCT path FROM cohorts UNION SELECT kind || 's.new' FROM limits) paths
LEFT JOIN cohorts USING (path) LEFT JOIN newcomers USING (kind, id) GROUP BY paths.path
