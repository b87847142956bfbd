-- All subjects on all days since there is data; the day before stands for all that came before.

CREATE TABLE dates AS
SELECT unnest(range((SELECT min(day) FROM acts) - 1, getvariable('today') + 1)) AS day;

CREATE TABLE subjects AS
SELECT 'user' AS kind, person AS id, min(day) AS firstSeen FROM acts
WHERE person IS NOT NULL GROUP BY ALL
UNION ALL
SELECT 'account', account, min(day) FROM acts WHERE account IS NOT NULL GROUP BY ALL;

-- Every subject on every day since there is data.
CREATE TABLE grid AS SELECT kind, id, day FROM subjects, dates;

CREATE TABLE done AS FROM acts;

