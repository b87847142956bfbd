/** Texts by number, in the order they were first asked for: columns then say each text once. */
export interface InternTable {
  readonly texts: readonly string[];
  readonly indexOf: (text: string) => number;
}

export function createInternTable(): InternTable {
  const texts: string[] = [];
  const indexes = new Map<string, number>();
  const indexOf = (text: string): number => {
    const known = indexes.get(text);
    if (known !== undefined) return known;
    indexes.set(text, texts.length);
    return texts.push(text) - 1;
  };
  return { texts, indexOf };
}
