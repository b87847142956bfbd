interface Entry<Value> {
  readonly value: Value;
  readonly storedAtMs: number;
}

/** Remembers values for a while and no more than so many: the oldest go first. */
export interface BoundedCache<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
  clear(): void;
}

export function createBoundedCache<Value>(
  clock: () => number,
  ttlMs: number,
  capacity: number,
): BoundedCache<Value> {
  const entries = new Map<string, Entry<Value>>();
  return {
    get(key) {
      const entry = entries.get(key);
      const age = entry ? clock() - entry.storedAtMs : 0;
      // A clock that was set back would keep an entry for ever.
      return age >= 0 && age < ttlMs ? entry?.value : undefined;
    },
    set(key, value) {
      entries.delete(key);
      entries.set(key, { value, storedAtMs: clock() });
      const oldest = entries.size > capacity ? entries.keys().next() : undefined;
      if (oldest && !oldest.done) entries.delete(oldest.value);
    },
    clear() {
      entries.clear();
    },
  };
}
