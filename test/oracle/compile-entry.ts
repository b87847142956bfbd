import { compileCondition, traitTests } from './compile-condition.ts';
import { sqlText } from './sql-tables.ts';
import type { PostedCondition } from './world/random-condition.ts';

const list = (value: unknown): readonly PostedCondition[] =>
  Array.isArray(value) ? value : [Object(value)];

/** The instant of the change that began the unbroken run of a trait; 0 from the beginning. */
function traitEntry(condition: PostedCondition, isWanted: boolean): string {
  const { trait, ...tests } = condition;
  const holds = `((${traitTests(tests)}) = ${isWanted})`;
  return `(SELECT CASE
    WHEN NOT coalesce(arg_max(holds, atMs), bool_or(atFirst)) THEN NULL
    WHEN max(atMs) FILTER (NOT holds) IS NULL AND bool_or(atFirst) THEN 0
    ELSE min(atMs) FILTER (holds AND atMs > coalesce(lastFalse, -1)) END
  FROM (SELECT (SELECT ${holds} FROM (SELECT NULL::JSON AS value)) AS atFirst) AS beginning
  LEFT JOIN (SELECT atMs, ${holds} AS holds, max(CASE WHEN NOT ${holds} THEN atMs END) OVER () AS lastFalse
    FROM traits t WHERE t.kind = g.kind AND t.id = g.id AND t.trait = ${sqlText(String(trait))}
    AND t.day <= g.day) AS changes ON true)`;
}

/** The last occurrence of an event; without it, the day on which its count fell below, else 0. */
function eventEntry(condition: PostedCondition, isWanted: boolean): string {
  const holds = compileCondition(condition, 'account');
  const event = sqlText(String(condition['event']));
  if (isWanted) {
    return `(CASE WHEN ${holds} THEN (SELECT max(atMs) FROM done WHERE done.account = g.id
      AND done.day <= g.day AND event = ${event}) END)`;
  }
  const before = `(SELECT max(e.day) + 1 FROM (SELECT kind, id, day FROM grid) e
    WHERE e.id = g.id AND e.kind = g.kind AND e.day <= g.day AND (SELECT ${holds} FROM (SELECT e.kind, e.id, e.day) g))`;
  return `(CASE WHEN NOT (${holds}) THEN coalesce(${before} * 86400000, 0) END)`;
}

/**
 * Returns the instant at which a condition was entered by an account, as SQL over a row of the grid
 * `g`: null where it does not hold, 0 where it always did. `not` is pushed down to the leaves; of
 * several the latest entry among those that hold counts.
 */
export function compileEntry(condition: PostedCondition, isWanted = true): string {
  if ('not' in condition) return compileEntry(Object(condition['not']), !isWanted);
  if ('trait' in condition) return traitEntry(condition, isWanted);
  if ('event' in condition) return eventEntry(condition, isWanted);
  const isAll = 'all' in condition;
  const inner = list(isAll ? condition['all'] : condition['any']).map((one) =>
    compileEntry(one, isWanted),
  );
  const latest = `greatest(${inner.join(', ')})`;
  if (isAll !== isWanted) return latest;
  return `(CASE WHEN ${inner.map((one) => `${one} IS NOT NULL`).join(' AND ')} THEN ${latest} END)`;
}
