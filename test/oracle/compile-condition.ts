import { sqlText } from './sql-tables.ts';
import type { PostedCondition } from './world/random-condition.ts';

export type Kind = 'user' | 'account';
type OwnSegments = Readonly<Record<string, { readonly when: PostedCondition }>>;

/** A value of a trait as its JSON stands in `value`, numbers also as text that is one. */
function equalTo(value: unknown): string {
  if (typeof value === 'number') return `number_of(value) = ${value}`;
  return `value = ${sqlText(JSON.stringify(value))}::JSON`;
}

/** All tests of one condition hold together; null here is a trait that is missing. */
function traitTest(name: string, limit: unknown): string {
  const values: readonly unknown[] = Array.isArray(limit) ? limit : [limit];
  const among = `(${values.map(equalTo).join(' OR ')})`;
  const tests: Readonly<Record<string, string>> = {
    exists: `(coalesce(json_type(value), 'NULL') <> 'NULL') = ${limit}`,
    equals: `coalesce(${among}, false)`,
    in: `coalesce(${among}, false)`,
    notEquals: `value IS NOT NULL AND NOT coalesce(${among}, false)`,
    notIn: `value IS NOT NULL AND NOT coalesce(${among}, false)`,
    atLeast: `coalesce(number_of(value) >= ${limit}, false)`,
    atMost: `coalesce(number_of(value) <= ${limit}, false)`,
  };
  const test = tests[name];
  if (test === undefined) throw new Error(`there is no test of traits named ${name}`);
  return `(${test})`;
}

/** Returns whether all tests of a condition hold for the column `value`. */
export function traitTests(tests: PostedCondition): string {
  return Object.entries(tests)
    .map(([test, limit]) => traitTest(test, limit))
    .join(' AND ');
}

function trait({ trait: name, ...tests }: PostedCondition): string {
  return `(SELECT ${traitTests(tests)} FROM (SELECT (SELECT value FROM trait_on
    WHERE trait_on.kind = g.kind AND trait_on.id = g.id AND trait_on.day = g.day
    AND trait = ${sqlText(String(name))}) AS value))`;
}

function event({ event: name, atLeast = 1, days }: PostedCondition, kind: Kind): string {
  const column = kind === 'user' ? 'person' : 'account';
  const recent = days === undefined ? '' : `AND done.day > g.day - ${days}`;
  return `(SELECT coalesce(sum(n), 0) FROM done WHERE done.${column} = g.id AND done.day <= g.day
    ${recent} AND event = ${sqlText(String(name))}) >= ${atLeast}`;
}

function metric({ metric: name, atLeast, atMost }: PostedCondition): string {
  const of = `(SELECT "${name}" FROM metrics WHERE metrics.kind = g.kind AND metrics.id = g.id
    AND metrics.day = g.day)`;
  const limits = [
    ...(atLeast === undefined ? [] : [`${of} >= ${atLeast}`]),
    ...(atMost === undefined ? [] : [`${of} <= ${atMost}`]),
  ];
  return `coalesce(${limits.join(' AND ')}, false)`;
}

function inner(condition: unknown): readonly PostedCondition[] {
  return Array.isArray(condition) ? condition : [Object(condition)];
}

/** Returns whether a condition holds for the subject and the day of a row of the grid `g`, as SQL. */
export function compileCondition(
  condition: PostedCondition,
  kind: Kind,
  segments: OwnSegments = {},
): string {
  const each = (conditions: unknown) =>
    inner(conditions).map((one) => `(${compileCondition(one, kind, segments)})`);
  if ('all' in condition) return each(condition['all']).join(' AND ');
  if ('any' in condition) return each(condition['any']).join(' OR ');
  if ('not' in condition) return `NOT ${each(condition['not']).join('')}`;
  if ('trait' in condition) return trait(condition);
  if ('event' in condition) return event(condition, kind);
  if ('metric' in condition) return metric(condition);
  const own = segments[String(condition['segment'])];
  if (own) return `(${compileCondition(own.when, kind, segments)})`;
  const segment = sqlText(String(condition['segment']));
  return `EXISTS (SELECT 1 FROM in_segments s WHERE s.kind = g.kind AND s.id = g.id
    AND s.day = g.day AND s.segment = ${segment})`;
}
