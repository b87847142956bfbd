-- The parts of a user's change.
SELECT 'user ' || m.id AS path, change AS "change.points", exact - previousExact AS "change.exactPoints",
  own AS "change.parts.own", 0 AS "change.parts.members", others AS "change.parts.others"
FROM moves m JOIN user_parts USING (win, id)
WHERE m.kind = 'user' AND m.win = $win AND change IS NOT NULL
