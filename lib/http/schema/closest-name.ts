/** Edits that a typing mistake may be away: more is another word. */
const MAX_EDIT_DISTANCE = 3;

/** Levenshtein: letters to insert, delete or replace. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The allowed name that somebody most likely meant; undefined when none is near. */
export function closestName(given: string, allowed: readonly string[]): string | undefined {
  const maxDistance = Math.min(MAX_EDIT_DISTANCE, Math.ceil(given.length / 2));
  const ranked = allowed
    .map((name) => ({ name, distance: editDistance(given.toLowerCase(), name.toLowerCase()) }))
    .filter(({ distance }) => distance <= maxDistance)
    .sort((a, b) => a.distance - b.distance);
  return given.length > 60 ? undefined : ranked[0]?.name;
}

/** `, did you mean 'weight'?`, or nothing. */
export function didYouMean(given: unknown, allowed: readonly string[]): string {
  const name = typeof given === 'string' ? closestName(given, allowed) : undefined;
  return name === undefined ? '' : `, did you mean '${name}'?`;
}
