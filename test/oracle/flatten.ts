type Value = string | number | boolean;

/** Values by the path to them: `data[acme].scores.fair`. What is null or empty is left out. */
export type Flat = ReadonlyMap<string, Value>;

/** What tells the things in a list apart, the first that they have. */
const KEYS = ['userId', 'accountId', 'event', 'id', 'month', 'value', 'done', 'kind'] as const;

function keyOf(item: object): string {
  const fields: Readonly<Record<string, unknown>> = { ...item };
  const name = KEYS.find((key) => key in fields);
  if (name === undefined) throw new Error(`nothing tells ${JSON.stringify(item)} from others`);
  // A segment of users may have the name of one of accounts.
  const of = typeof fields['of'] === 'string' && name === 'id' ? `${fields['of']} ` : '';
  return `${of}${fields[name]}`;
}

/** A list of plain values is one value, sorted; a list of things has the path of each. */
function* listValues(path: string, list: readonly unknown[]): Generator<[string, Value]> {
  const objects = list.filter((item) => typeof item === 'object' && item !== null);
  if (objects.length === 0 && list.length > 0) yield [path, JSON.stringify([...list].sort())];
  for (const item of objects) yield* values(`${path}[${keyOf(Object(item))}]`, item);
}

function* fieldValues(path: string, fields: object): Generator<[string, Value]> {
  for (const [name, inner] of Object.entries(fields)) {
    yield* values(path === '' ? name : `${path}.${name}`, inner);
  }
}

function* values(path: string, value: unknown): Generator<[string, Value]> {
  if (value === null || value === undefined) return;
  if (Array.isArray(value)) yield* listValues(path, value);
  else if (typeof value === 'object') yield* fieldValues(path, value);
  else yield [path, typeof value === 'bigint' ? Number(value) : (value as Value)];
}

/** Returns every value within an answer by its path. */
export function flatten(answer: object): Flat {
  return new Map(values('', answer));
}
