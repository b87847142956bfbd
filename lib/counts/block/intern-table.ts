import { BarometerError } from '../../model/barometer-error.ts';

/** Texts by number, in the order they first came: columns then say each text once. */
export interface InternTable {
  readonly texts: readonly string[];
  readonly indexOf: (text: string) => number;
}

export function createInternTable(): InternTable {
  const texts: string[] = [];
  const indexes = new Map<string, number>();
  let last = -1;
  const indexOf = (text: string): number => {
    // In cell order a user has several rows one after the other.
    if (texts[last] === text) return last;
    const known = indexes.get(text);
    last = known ?? texts.push(text) - 1;
    if (known === undefined) indexes.set(text, last);
    return last;
  };
  return { texts, indexOf };
}

/** The text a column points at; throws `unreadable` when the table has no such index. */
export function textAt(texts: readonly string[] | undefined, index: number): string {
  const text = texts?.[index];
  if (text === undefined) throw new BarometerError('unreadable', `no text at index ${index}`);
  return text;
}
