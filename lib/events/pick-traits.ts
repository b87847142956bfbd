import type { TraitValue } from '../model/condition.ts';
import type { Traits } from './event.ts';
import { isBlank } from './text-limits.ts';

const MAX_TEXT = 1_000;
/** `company.address.country` is three; deeper objects are ignored. */
const MAX_DEPTH = 5;

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Cut before a surrogate pair rather than through it. */
function truncateText(text: string): string {
  if (text.length <= MAX_TEXT) return text;
  const cut = text.slice(0, MAX_TEXT);
  return /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut;
}

/** Undefined for what is no single value: objects, lists, and numbers beyond JSON such as 1e400. */
function traitValueOf(value: unknown): TraitValue | undefined {
  if (typeof value === 'string') return truncateText(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  return typeof value === 'boolean' || value === null ? value : undefined;
}

/** By these people are called: a blank one is no name, and does not take the place of one. */
const NAMES: ReadonlySet<string> = new Set(['name', 'email']);

function isNoName(name: string, value: unknown): boolean {
  return NAMES.has(name) && typeof value === 'string' && isBlank(value);
}

function* flattenTraits(
  traits: Readonly<Record<string, unknown>>,
  prefix: string,
  depth: number,
): Generator<readonly [string, unknown]> {
  for (const [name, value] of Object.entries(traits)) {
    if (!isObject(value)) yield [prefix + name, value];
    else if (depth < MAX_DEPTH) yield* flattenTraits(value, `${prefix}${name}.`, depth + 1);
  }
}

/**
 * The traits that something names, nested ones as `company.plan`; texts are cut at 1,000
 * characters and lists ignored. Undefined when none is left.
 */
export function pickTraits(
  posted: Readonly<Record<string, unknown>> | undefined,
  kept: ReadonlySet<string>,
): Traits | undefined {
  if (!posted) return undefined;
  const picked: [string, TraitValue][] = [];
  for (const [name, value] of flattenTraits(posted, '', 1)) {
    const trait = kept.has(name) && !isNoName(name, value) ? traitValueOf(value) : undefined;
    if (trait !== undefined) picked.push([name, trait]);
  }
  // fromEntries makes own properties of names such as `__proto__`, which assignment would not.
  return picked.length === 0 ? undefined : Object.fromEntries(picked);
}
