/**
 * Returns what a record has under a name that people choose: a trait, an event, a segment. Undefined for
 * names that every object has, such as `constructor`.
 */
export function ownValue<Value>(
  record: Readonly<Record<string, Value>> | undefined,
  name: string,
): Value | undefined {
  return record && Object.hasOwn(record, name) ? record[name] : undefined;
}
