SELECT moves.kind || ' ' || moves.id || '.steps[' || steps.step || ']' AS path, steps.step AS id,
  label, day IS NOT NULL AS done, day_text(day) AS day,
  nullif(day > creation + within, false) AS late
FROM moves JOIN steps USING (kind)
JOIN activations a ON a.kind = moves.kind AND a.id = moves.id AND NOT coalesce(isOlder, false)
LEFT JOIN step_done d ON d.kind = moves.kind AND d.id = moves.id AND d.step = steps.step
WHERE win = $win
