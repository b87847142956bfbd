export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object, or nothing where something else stands. */
export function objectOr(value: unknown): JsonObject | undefined {
  return isObject(value) ? value : undefined;
}

export function kindOfValue(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : typeof value;
}

/** JSON.parse takes 5,000 levels but JSON.stringify and every recursion end in a stack overflow. */
const MAX_LEVELS = 64;

/** True for a value nested deeper than 64 levels, or within itself. */
export function isTooDeep(value: unknown, levels = MAX_LEVELS): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  if (Array.isArray(value)) return value.some((inner) => isTooDeep(inner, levels - 1));
  for (const name in value) {
    if (isTooDeep((value as JsonObject)[name], levels - 1)) return true;
  }
  return false;
}
