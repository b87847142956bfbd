/** Words that stand for others: a document's `wk_...` for a real key, say. */
export type StandIns = ReadonlyMap<string, string>;

const STAND_IN = /[\w-]+\.\.\./g;
/** What a shown output leaves open: lines, a word that ends in dots, or anything. */
const OPEN = /(\n\.\.\.(?=\n|$)|[\w-]*\.\.\.)/;

/** Returns the text with each word that ends in `...` replaced by what it stands for. */
export function withStandIns(text: string, standIns: StandIns): string {
  return text.replaceAll(STAND_IN, (word) => standIns.get(word) ?? word);
}

/** JSON may be broken over lines in a document; other text must have its lines. */
function normalized(text: string): string {
  const trimmed = text.trim();
  return `\n${/^[{[]/.test(trimmed) ? trimmed.replaceAll(/\n\s*/g, '') : trimmed}`;
}

function patternOf(part: string): string {
  if (part === '...') return '[^]*?';
  if (part === '\n...') return '(?:\\n[^]*?)?';
  if (part.endsWith('...')) return '([\\w+/=-]+)';
  return part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/**
 * Returns what the words that end in `...` stand for where an output is the one that a document shows;
 * undefined where it is not. Alone, `...` may be anything, on a line of its own any lines or none; at the
 * end of a word, as in `492af598...`, the word stands for another, such as an id, a key or base64.
 */
export function standInsOf(shown: string, output: string): StandIns | undefined {
  const parts = normalized(shown).split(OPEN);
  const match = new RegExp(`^${parts.map(patternOf).join('')}$`).exec(normalized(output));
  if (!match) return undefined;
  const words = parts.filter((part) => /[\w-]\.\.\.$/.test(part));
  return new Map(words.map((word, index) => [word, match[index + 1] ?? '']));
}
