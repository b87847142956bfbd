import type { IdHash } from '../../model/id-hash.ts';
import type { Alert } from '../alert.ts';

/** What stands where a person was named. */
const ERASED = '(erased)';

/** Shorter words are looked for as whole values only: `1` is a figure in most texts. */
const MIN_LENGTH_IN_TEXT = 3;

/** Takes words out of a text, or out of all texts of a JSON value. */
export type Redact = <Value>(value: Value) => Value;

function wordPattern(words: readonly string[]): RegExp | undefined {
  const long = words.filter((word) => word.length >= MIN_LENGTH_IN_TEXT);
  if (long.length === 0) return undefined;
  const longestFirst = long.toSorted((a, b) => b.length - a.length);
  const escaped = longestFirst.map((word) => word.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${escaped.join('|')})(?![\\p{L}\\p{N}])`, 'gu');
}

/** Finds whole words only, also as they stand in addresses of pages. */
export function redactor(words: readonly string[]): Redact {
  const spellings = [...new Set(words.flatMap((word) => [word, encodeURIComponent(word)]))];
  const whole = new Set(spellings);
  const pattern = wordPattern(spellings);
  const inText = (text: string): string => {
    if (whole.has(text)) return ERASED;
    return pattern ? text.replaceAll(pattern, ERASED) : text;
  };
  const redact = (value: unknown): unknown => {
    if (typeof value === 'string') return inText(value);
    if (Array.isArray(value)) return value.map(redact);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [inText(key), redact(each)]),
    );
  };
  return (value) => redact(value) as typeof value;
}

/** What tells alerts apart and names nobody but the account. */
const KEPT_FIELDS: ReadonlySet<string> = new Set([
  'id',
  'rule',
  'kind',
  'scope',
  'severity',
  'model',
  'subject',
  'subjectId',
  'owner',
  'day',
  'raisedAt',
]);

/**
 * An alert without a person: one about the person says only that there was one, any other loses
 * the words that name them.
 */
export function eraseFromAlert(alert: Alert, erased: ReadonlySet<IdHash>, redact: Redact): Alert {
  const kept = Object.fromEntries(Object.entries(alert).filter(([key]) => KEPT_FIELDS.has(key)));
  if (!erased.has(alert.subject)) return { ...redact(alert), ...kept };
  const { id, rule, kind, scope, severity, model, subject, day, raisedAt } = alert;
  const known = { id, rule, kind, scope, severity, model, subject, day, raisedAt };
  return { ...known, subjectId: '', title: '', text: '', facts: {} };
}
