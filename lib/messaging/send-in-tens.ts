/** What PutEvents, PublishBatch and SendMessageBatch have in common. */
const MOST_ENTRIES = 10;

/** They take 262,144 bytes a call, names and attributes of the entries included. */
const MOST_BYTES = 240_000;

/** Entries that were refused one by one are mostly throttled: they are sent once or twice more. */
const ROUNDS = 3;

/** Why an entry was not taken; undefined when it was. */
export type Refusal = string | undefined;

export interface Way<Item> {
  bytesOf(item: Item): number;
  /** Sends at most ten items in one call, and answers for each of them, in order. */
  send(items: readonly Item[]): Promise<readonly Refusal[]>;
}

export interface SentItems<Item> {
  readonly taken: readonly Item[];
  readonly refused: readonly { readonly item: Item; readonly why: string }[];
}

type Outcome<Item> = { readonly item: Item; readonly why: Refusal };

/** Sends all items, and tells which ones were acknowledged. Never throws. */
export async function sendInTens<Item>(
  items: readonly Item[],
  way: Way<Item>,
): Promise<SentItems<Item>> {
  const outcomes: Outcome<Item>[] = [];
  for (const batch of batchesOf(items, way)) outcomes.push(...(await sendBatch(batch, way)));
  const taken = outcomes.flatMap(({ item, why }) => (why === undefined ? [item] : []));
  const refused = outcomes.flatMap(({ item, why }) => (why === undefined ? [] : [{ item, why }]));
  return { taken, refused };
}

async function sendBatch<Item>(
  batch: readonly Item[],
  way: Way<Item>,
  round = 1,
): Promise<readonly Outcome<Item>[]> {
  const outcomes = await sendOnce(batch, way);
  const refused = outcomes.filter(({ why }) => why !== undefined);
  if (refused.length === 0 || refused.length === batch.length || round === ROUNDS) return outcomes;
  const again = refused.map(({ item }) => item);
  const taken = outcomes.filter(({ why }) => why === undefined);
  return [...taken, ...(await sendBatch(again, way, round + 1))];
}

async function sendOnce<Item>(
  batch: readonly Item[],
  way: Way<Item>,
): Promise<readonly Outcome<Item>[]> {
  try {
    const refusals = await way.send(batch);
    // An answer that says nothing of an entry has not acknowledged it.
    return batch.map((item, at) => ({
      item,
      why: at < refusals.length ? refusals[at] : 'the answer does not name it',
    }));
  } catch (error) {
    const why = error instanceof Error ? error.name : 'not an Error';
    return batch.map((item) => ({ item, why }));
  }
}

function batchesOf<Item>(items: readonly Item[], way: Way<Item>): readonly Item[][] {
  const batches: Item[][] = [];
  let bytes = 0;
  for (const item of items) {
    const size = way.bytesOf(item);
    const last = batches.at(-1);
    if (last && last.length < MOST_ENTRIES && bytes + size <= MOST_BYTES) {
      last.push(item);
      bytes += size;
    } else {
      batches.push([item]);
      bytes = size;
    }
  }
  return batches;
}
