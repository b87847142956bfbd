SELECT '' AS path, count(*) AS total FROM moves WHERE kind = 'account' AND win = $win
