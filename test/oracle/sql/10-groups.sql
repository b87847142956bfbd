-- What is said of several accounts or users together, by window.

CREATE OR REPLACE TABLE standings AS
SELECT moves.win, moves.kind, moves.id, moves.exact, moves.score, moves.change, adoption, progress,
  activatedAt, coalesce(isOlder, false) AS isOlder,
  CASE moves.kind WHEN 'user' THEN u.isActive ELSE w.isActive IS NOT NULL END AS isActive
FROM moves JOIN adoptions USING (kind, id, win) LEFT JOIN activations USING (kind, id)
LEFT JOIN user_scores u ON moves.kind = 'user' AND u.person = moves.id AND u.win = moves.win
  AND u.isNow
LEFT JOIN (SELECT DISTINCT win, account, isActive FROM weighed WHERE isNow AND isActive) w
  ON moves.kind = 'account' AND w.account = moves.id AND w.win = moves.win;

-- Account groups: everybody, and by each value of a trait.
CREATE OR REPLACE TABLE account_groups AS
SELECT win, 'accounts' AS path, id FROM moves WHERE kind = 'account'
UNION ALL
SELECT win, 'groups[' || coalesce(value->>'$', 'null') || '].accounts', moves.id FROM moves
LEFT JOIN own_traits ON own_traits.kind = 'account' AND own_traits.id = moves.id
  AND trait = 'plan' AND day = getvariable('as_of')
WHERE moves.kind = 'account';
