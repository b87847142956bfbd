SELECT 'data[' || moves.id || ']' AS path, moves.id AS userId, score, moves.exact AS exactScore,
  moves.raw AS rawScore, previousScore, change, band(score) AS band, rank,
  day_text(lastActive) AS lastActiveDay, frequency, adoption, adoptionEver,
  CASE WHEN NOT coalesce(isOlder, false) THEN progress END AS "activation.progress",
  CASE WHEN NOT coalesce(isOlder, false) THEN day_text(activatedAt) END AS "activation.activatedAt",
  shown_name AS name, traits,
  (SELECT coalesce(list(account), []) FROM homes JOIN population accounts
    ON accounts.kind = 'account' AND accounts.id = account AND accounts.day = homes.day
    WHERE homes.day = getvariable('as_of') AND person = moves.id) AS accounts,
  (SELECT coalesce(list(segment), []) FROM listed_segments s
    WHERE s.kind = 'user' AND s.id = moves.id) AS segments,
  level AS "confidence.level", reasons AS "confidence.reasons"
FROM moves JOIN profiles USING (kind, id) JOIN adoptions USING (kind, id, win)
JOIN confidences USING (kind, id, win)
JOIN shown_traits USING (kind, id)
LEFT JOIN activations USING (kind, id)
JOIN (SELECT win, person AS id, frequency FROM user_scores WHERE isNow) u USING (id, win)
WHERE kind = 'user' AND win = $win AND profiles.day = getvariable('as_of')
