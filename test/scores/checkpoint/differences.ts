type Plain = readonly unknown[] | Readonly<Record<string, unknown>>;

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null;
}

/** Where two results differ by more than the last digits that the order of a sum decides. */
export function differences(a: unknown, b: unknown, path = ''): string[] {
  if (typeof a === 'number' && typeof b === 'number' && !Number.isNaN(a)) {
    return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a)) ? [] : [`${path}: ${a} and ${b}`];
  }
  if (!isPlain(a) || !isPlain(b)) return Object.is(a, b) ? [] : [`${path}: ${a} and ${b}`];
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  const [left, right] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  return [...names].flatMap((name) =>
    differences(left.get(name), right.get(name), `${path}/${name}`),
  );
}
