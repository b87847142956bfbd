SELECT '' AS path, count(*) AS total FROM moves WHERE kind = 'user' AND win = $win
