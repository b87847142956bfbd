import { type ColumnKind, rowsOf } from './column-kind.ts';

function textKind<Text extends string | null>(
  reading: () => (stored: unknown) => Text,
): ColumnKind<readonly Text[]> {
  return {
    cut: (column, from, to) => column.slice(from, to),
    collect() {
      const column: Text[] = [];
      const read = reading();
      return {
        add(stored) {
          for (const text of rowsOf(stored)) column.push(read(text));
        },
        done: () => column,
      };
    },
  };
}

/** Texts that are all different. */
export const texts = textKind(() => (stored) => (typeof stored === 'string' ? stored : ''));

/** Texts of which many are the same, or null: one copy of each is kept. */
export const sharedTexts = textKind(() => {
  const known = new Map<string, string>();
  return (stored): string | null => {
    if (typeof stored !== 'string') return null;
    const text = known.get(stored) ?? stored;
    known.set(text, text);
    return text;
  };
});

/** Some words; of one that is none of them the last is made. */
export function words<Word extends string>(
  allowed: readonly Word[],
  otherwise: Word,
): ColumnKind<readonly Word[]> {
  return textKind(() => (stored) => allowed.find((word) => word === stored) ?? otherwise);
}
