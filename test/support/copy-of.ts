/** What a store would give back: a copy without undefined fields, as JSON carries it. */
export function copyOf<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
