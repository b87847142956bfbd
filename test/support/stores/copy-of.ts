/** What a store would give back: a copy without undefined fields, as JSON carries it. */
export function copyOf<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const inner of Object.values(value)) freeze(inner);
}

/** A copy that cannot be changed, so that it can be given back many times without copying. */
export function frozenCopyOf<T>(value: T): T {
  const copy = copyOf(value);
  freeze(copy);
  return copy;
}
