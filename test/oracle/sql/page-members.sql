-- "On an account's page members are ranked by what they did there."
WITH shares AS (
  SELECT *, CASE WHEN sum(greatest(raw, 0)) OVER (PARTITION BY account) > 0
    THEN greatest(raw, 0) / sum(greatest(raw, 0)) OVER (PARTITION BY account) END AS share
  FROM member_scores WHERE isNow AND win = $win
)
-- "role is power from a score of 75 on, problem for whoever fell by 10 or more points or fell silent
-- since one window ago, over all accounts."
SELECT 'account ' || account || '.users[' || s.person || ']' AS path, s.person AS userId,
  shown(s.exact) AS score, s.exact AS exactScore, s.raw AS rawScore, share,
  rank() OVER (PARTITION BY account ORDER BY round(s.raw, 9) DESC) AS rank,
  CASE WHEN u.change <= -10 OR (u.previousScore > 0 AND u.score = 0 AND u.change IS NOT NULL)
    THEN 'problem' WHEN shown(s.exact) >= 75 THEN 'power' END AS role,
  band(shown(s.exact)) AS band, day_text((SELECT max(day) FROM facts WHERE isActive
    AND facts.person = s.person AND facts.account = s.account)) AS lastActiveDay
FROM shares s JOIN moves ON moves.kind = 'account' AND moves.id = account AND moves.win = $win
LEFT JOIN moves u ON u.kind = 'user' AND u.id = s.person AND u.win = $win
