-- From request bodies to events. Days are numbers from 1970-01-01 on.
-- Given: requests(receipt, request, path, body), ids(kind, id, hash), named_traits(trait).

CREATE MACRO day_number(ms) AS CAST(floor(ms / 86400000.0) AS BIGINT);
CREATE MACRO day_text(day) AS CAST(DATE '1970-01-01' + CAST(day AS INTEGER) AS VARCHAR);

-- "Null, blank and placeholders are taken as absent."
CREATE MACRO present(id) AS CASE
  WHEN lower(trim(id)) IN ('', 'none', 'nil', '<nil>', '(null)', 'null', 'nan', 'undefined',
    'anonymous', 'guest', '0', 'true', 'false', '[object object]') THEN NULL
  ELSE id END;

-- "ISO 8601, without a zone UTC, or epoch seconds or milliseconds of nine digits or more."
CREATE MACRO instant(text) AS CASE
  WHEN regexp_full_match(text, '\d{9,11}(\.\d+)?') THEN CAST(CAST(text AS DOUBLE) * 1000 AS BIGINT)
  WHEN regexp_full_match(text, '\d{12,}(\.\d+)?') THEN CAST(CAST(text AS DOUBLE) AS BIGINT)
  WHEN regexp_full_match(text, '\d{4}-\d\d-\d\d([T ].*)?') THEN
    epoch_ms(TRY_CAST(text AS TIMESTAMPTZ)) END;

-- Pages, screens and names that begin with $ are nobody's choice.
CREATE MACRO is_implicit(event) AS
  starts_with(event, '$') OR regexp_full_match(event, 'Viewed .*(Page|Screen)');

CREATE TABLE calls AS
WITH items AS (
  SELECT receipt, request, body AS call, 0 AS position, NULL::VARCHAR AS shared, path
  FROM requests WHERE path NOT IN ('/v1/batch', '/v1/import', '/v1/counts')
  UNION ALL
  SELECT receipt, request, unnest(body->'$.batch[*]'),
    generate_subscripts(body->'$.batch[*]', 1), body->>'$.context.groupId', path
  FROM requests WHERE path IN ('/v1/batch', '/v1/import')
),
fields AS (
  SELECT receipt, request, position, call,
    coalesce(call->>'$.type', replace(path, '/v1/', '')) AS type,
    present(call->>'$.userId') AS userId,
    present(call->>'$.anonymousId') AS anonymousId,
    present(call->>'$.previousId') AS previousId,
    -- "The account is groupId, else context.groupId of the event, else that of the batch."
    coalesce(present(call->>'$.groupId'), present(call->>'$.context.groupId'), present(shared))
      AS account,
    coalesce(instant(call->>'$.timestamp'), receipt) AS atMs,
    call->>'$.messageId' AS messageId,
    call->'$.traits' AS traits
  FROM items
)
SELECT *,
  -- "Who: userId, else anonymousId."
  CASE WHEN userId IS NOT NULL THEN 'user' WHEN anonymousId IS NOT NULL THEN 'anonymous' END
    AS whoKind,
  coalesce(userId, anonymousId) AS who,
  day_number(atMs) AS day,
  CASE type WHEN 'track' THEN call->>'$.event'
    WHEN 'page' THEN 'Viewed ' || (call->>'$.name') || ' Page'
    ELSE '$' || type END AS event
FROM fields;

-- "An event is identified by source, user (or account) and messageId, for as long as its day is
-- kept. Without a messageId its content identifies it: user, account, event, timestamp,
-- properties, and how many equal events stand before it in the request." Of copies that differ the
-- one received first wins.
CREATE TABLE events AS
WITH named AS (
  SELECT *, coalesce('m ' || messageId, 'c ' || concat_ws('|', account, event, atMs,
    call->'$.properties', call->'$.traits', row_number() OVER (
      PARTITION BY request, whoKind, who, account, event, atMs, call->'$.properties', messageId
      ORDER BY position))) AS message
  FROM calls
)
SELECT * FROM named
QUALIFY row_number() OVER (
  PARTITION BY whoKind, who, CASE WHEN who IS NULL THEN account END, message, day
  ORDER BY receipt, request, position) = 1;

-- "A sum sets the cell of (source, user, account, event, day), which is added to the events of that
-- day. The highest version wins, else the latest receipt; 0 clears."
CREATE TABLE cells AS
SELECT present(cell->>'$.userId') AS who, present(cell->>'$.accountId') AS account,
  cell->>'$.event' AS event,
  day_number(epoch_ms(CAST(cell->>'$.day' AS TIMESTAMP))) AS day,
  CAST(cell->>'$.count' AS BIGINT) AS n
FROM (
  SELECT receipt, CAST(coalesce(body->>'$.version', '0') AS BIGINT) AS version,
    unnest(body->'$.counts[*]') AS cell, generate_subscripts(body->'$.counts[*]', 1) AS position
  FROM requests WHERE path = '/v1/counts'
)
QUALIFY row_number() OVER (PARTITION BY who, account, event, day
  ORDER BY version DESC, receipt DESC, position DESC) = 1;

-- "Counts stay on the anonymous id and are read through a link made by identify with both ids or
-- alias." Of several from one id the latest is read, none later than its
-- receipt, and of those at one instant the one to the smaller hash.
CREATE TABLE links AS
WITH said AS (
  SELECT 'anonymous ' || anonymousId AS fromId, 'user ' || userId AS toId,
    least(atMs, receipt) AS atMs
  FROM calls WHERE type = 'identify' AND userId IS NOT NULL AND anonymousId IS NOT NULL
  UNION ALL
  SELECT kind || ' ' || previousId, 'user ' || userId, least(atMs, receipt)
  FROM calls, (VALUES ('user'), ('anonymous')) AS kinds(kind)
  WHERE type = 'alias' AND userId IS NOT NULL AND previousId IS NOT NULL
)
SELECT fromId, toId FROM said JOIN ids ON ids.kind = 'user' AND ids.id = substr(toId, 6)
WHERE fromId <> toId
QUALIFY row_number() OVER (PARTITION BY fromId ORDER BY atMs DESC, hash) = 1;

-- A chain of links leads to its end; a cycle ends at the smallest of its ids.
CREATE TABLE persons AS
WITH RECURSIVE everybody AS (
  SELECT DISTINCT whoKind || ' ' || who AS id FROM events WHERE who IS NOT NULL
  UNION SELECT 'user ' || who FROM cells WHERE who IS NOT NULL
  UNION SELECT fromId FROM links UNION SELECT toId FROM links
),
reached AS (
  SELECT id, id AS step FROM everybody
  UNION
  SELECT id, toId FROM reached JOIN links ON step = fromId
),
ends AS (
  SELECT id, coalesce(
    min(step) FILTER (NOT EXISTS (SELECT 1 FROM links WHERE fromId = step)),
    min(step) FILTER (EXISTS (SELECT 1 FROM reached other JOIN links ON other.step = links.fromId
      WHERE other.id = reached.step AND links.toId = reached.step))) AS final
  FROM reached GROUP BY id
)
SELECT id, CASE WHEN starts_with(final, 'user ') THEN substr(final, 6) END AS person FROM ends;

-- Everything that was done: `person` is null for events that name no user, and for visitors.
CREATE TABLE acts AS
SELECT person, who IS NOT NULL AND person IS NULL AS isVisitor, account, event, day, atMs, 1 AS n
FROM events LEFT JOIN persons ON id = whoKind || ' ' || who
UNION ALL
SELECT person, false, account, event, day, day * 86400000, n
FROM cells LEFT JOIN persons ON id = 'user ' || who WHERE n > 0;

-- "Traits keep dated changes, last writer within a day": instants later than receipt are taken as
-- receipt. Nested traits have their path as name; lists are left out.
CREATE TABLE traits AS
WITH told AS (
  SELECT 'user' AS kind, userId AS id, least(atMs, receipt) AS atMs, traits
  FROM calls WHERE type = 'identify' AND userId IS NOT NULL
  UNION ALL
  SELECT 'account', account, least(atMs, receipt), traits
  FROM calls WHERE type = 'group' AND account IS NOT NULL
),
apart AS (
  SELECT kind, id, atMs, unnest(json_keys(traits)) AS trait, traits FROM told
),
valued AS (
  SELECT kind, id, atMs, day_number(atMs) AS day, trait,
    json_extract(traits, '$."' || trait || '"') AS value FROM apart
)
SELECT kind, id, trait, day, atMs, value FROM valued
-- "Of traits only those that a model names, and name, email, createdAt."
WHERE trait IN ('name', 'email', 'createdAt') OR trait IN (SELECT trait FROM named_traits)
QUALIFY row_number() OVER (PARTITION BY kind, id, trait, day ORDER BY atMs DESC, value DESC) = 1;

-- "Text that is a number compares as one."
CREATE MACRO number_of(value) AS CASE
  WHEN json_type(value) IN ('BIGINT', 'UBIGINT', 'DOUBLE') THEN CAST(value AS DOUBLE)
  WHEN json_type(value) = 'VARCHAR' AND
    regexp_full_match(trim(value->>'$'), '-?\d+(\.\d+)?([eE][+-]?\d+)?')
    THEN TRY_CAST(trim(value->>'$') AS DOUBLE) END;
