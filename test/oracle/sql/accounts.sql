SELECT 'data[' || moves.id || ']' AS path, moves.id AS accountId, moves.score,
  moves.exact AS exactScore, moves.raw AS rawScore, previousScore, change,
  band(moves.score) AS band, rank, day_text(lastActive) AS lastActiveDay,
  average AS "scores.average", total AS "scores.total", fair AS "scores.fair", activeUsers,
  known AS knownUsers, adoption, adoptionEver,
  (SELECT count(DISTINCT weighed.day) FROM weighed WHERE weighed.win = moves.win
    AND weighed.isNow AND weighed.isActive AND weighed.account = moves.id) AS frequency,
  CASE WHEN NOT coalesce(isOlder, false) THEN progress END AS "activation.progress",
  CASE WHEN NOT coalesce(isOlder, false) THEN day_text(activatedAt) END AS "activation.activatedAt",
  shown_name AS name, traits, owner, coalesce(state, 'unknown') AS lifecycle,
  person AS "champion.userId", share AS "champion.share",
  (SELECT coalesce(list(segment), []) FROM listed_segments s
    WHERE s.kind = 'account' AND s.id = moves.id) AS segments,
  level AS "confidence.level", reasons AS "confidence.reasons"
FROM moves JOIN profiles USING (kind, id) JOIN adoptions USING (kind, id, win)
JOIN confidences USING (kind, id, win)
JOIN shown_traits USING (kind, id)
LEFT JOIN activations USING (kind, id)
LEFT JOIN lifecycles USING (id)
LEFT JOIN champions ON champions.win = moves.win AND champions.account = moves.id
JOIN account_scores ON account_scores.account = moves.id AND account_scores.win = moves.win AND isNow
WHERE kind = 'account' AND moves.win = $win AND profiles.day = getvariable('as_of')
