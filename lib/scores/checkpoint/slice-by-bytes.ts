/** A chunk stays near 300 KB packed. */
const CHUNK_BYTES = 270_000;

/** Cuts rows of a known size into those of one chunk. */
export function* sliceByBytes<Item>(
  items: readonly Item[],
  bytesEach: number,
): Generator<readonly Item[]> {
  const size = Math.max(1, Math.floor(CHUNK_BYTES / bytesEach));
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
