-- "At each of steps, missing of the new are stuck without it, lastMissing lack nothing else."
SELECT steps.kind || 's.steps[' || steps.step || ']' AS path, steps.step AS id, label,
  count(step_done.day) AS done, count(newcomers.id) - count(step_done.day) AS missing,
  count(newcomers.id) FILTER (step_done.day IS NULL AND newcomers.done = newcomers.steps - 1)
    AS lastMissing,
  median(step_done.day - creation) AS medianDays
FROM steps LEFT JOIN newcomers ON newcomers.kind = steps.kind
LEFT JOIN step_done ON step_done.kind = steps.kind AND step_done.id = newcomers.id
  AND step_done.step = steps.step
GROUP BY ALL
