SELECT '' AS path, 'plan' AS by, NULL AS value
UNION ALL
SELECT DISTINCT regexp_replace(path, '\.accounts$', ''), NULL,
  nullif(regexp_extract(path, 'groups\[(.*)\]', 1), 'null')
FROM account_groups WHERE starts_with(path, 'groups') AND win = $win
