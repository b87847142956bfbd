import { type ColumnCodec, jsonRows } from './column-codec.ts';

function textCodec<Text extends string | null>(
  createReader: () => (stored: unknown) => Text,
): ColumnCodec<readonly Text[]> {
  return {
    encode: (column, from, to) => column.slice(from, to),
    builder() {
      const column: Text[] = [];
      const read = createReader();
      return {
        add(stored) {
          for (const text of jsonRows(stored)) column.push(read(text));
        },
        done: () => column,
      };
    },
  };
}

/** Texts that are all different. */
export const texts = textCodec(() => (stored) => (typeof stored === 'string' ? stored : ''));

/** Texts of which many are the same, or null: one copy of each is kept. */
export const internedTexts = textCodec(() => {
  const known = new Map<string, string>();
  return (stored): string | null => {
    if (typeof stored !== 'string') return null;
    const text = known.get(stored) ?? stored;
    known.set(text, text);
    return text;
  };
});

/** Some words; of one that is none of them the last is made. */
export function oneOf<Word extends string>(
  allowed: readonly Word[],
  fallback: Word,
): ColumnCodec<readonly Word[]> {
  return textCodec(() => (stored) => allowed.find((word) => word === stored) ?? fallback);
}
