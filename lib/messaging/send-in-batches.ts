/** What PutEvents, PublishBatch and SendMessageBatch have in common. */
const MAX_ENTRIES = 10;

/** They take 262,144 bytes a call, names and attributes of the entries included. */
const MAX_BATCH_BYTES = 240_000;

/** Entries that were refused one by one are mostly throttled: they are sent once or twice more. */
const MAX_ROUNDS = 3;

const NOT_NAMED = 'the answer does not name it';

/** Why an entry was not taken; undefined when it was. */
export type EntryError = string | undefined;

export interface BatchTarget<Item> {
  bytesOf(item: Item): number;
  /** Sends at most ten items in one call. Returns the error of each of them, in order. */
  send(items: readonly Item[]): Promise<readonly EntryError[]>;
}

export interface BatchResult<Item> {
  readonly accepted: readonly Item[];
  readonly refused: readonly { readonly item: Item; readonly why: string }[];
}

type EntryResult<Item> = { readonly item: Item; readonly why: EntryError };

/** Sends all items. Returns those that were acknowledged, and why others were not. Never throws. */
export async function sendInBatches<Item>(
  items: readonly Item[],
  target: BatchTarget<Item>,
): Promise<BatchResult<Item>> {
  const results: EntryResult<Item>[] = [];
  for (const batch of batchesOf(items, target)) results.push(...(await sendBatch(batch, target)));
  const accepted = results.flatMap(({ item, why }) => (why === undefined ? [item] : []));
  const refused = results.flatMap(({ item, why }) => (why === undefined ? [] : [{ item, why }]));
  return { accepted, refused };
}

async function sendBatch<Item>(
  batch: readonly Item[],
  target: BatchTarget<Item>,
  round = 1,
): Promise<readonly EntryResult<Item>[]> {
  const results = await sendOnce(batch, target);
  const refused = results.filter(({ why }) => why !== undefined);
  if (refused.length === 0 || refused.length === batch.length || round === MAX_ROUNDS)
    return results;
  const retried = refused.map(({ item }) => item);
  const accepted = results.filter(({ why }) => why === undefined);
  return [...accepted, ...(await sendBatch(retried, target, round + 1))];
}

async function sendOnce<Item>(
  batch: readonly Item[],
  target: BatchTarget<Item>,
): Promise<readonly EntryResult<Item>[]> {
  try {
    const errors = await target.send(batch);
    // An answer that says nothing of an entry has not acknowledged it.
    return batch.map((item, index) => {
      return { item, why: index < errors.length ? errors[index] : NOT_NAMED };
    });
  } catch (error) {
    const why = error instanceof Error ? error.name : 'not an Error';
    return batch.map((item) => ({ item, why }));
  }
}

function batchesOf<Item>(items: readonly Item[], target: BatchTarget<Item>): readonly Item[][] {
  const batches: Item[][] = [];
  let bytes = 0;
  for (const item of items) {
    const size = target.bytesOf(item);
    const last = batches.at(-1);
    if (last && last.length < MAX_ENTRIES && bytes + size <= MAX_BATCH_BYTES) {
      last.push(item);
      bytes += size;
    } else {
      batches.push([item]);
      bytes = size;
    }
  }
  return batches;
}

interface BatchResponse {
  readonly Successful?: readonly { readonly Id?: string | undefined }[] | undefined;
  readonly Failed?:
    | readonly { readonly Id?: string | undefined; readonly Code?: string | undefined }[]
    | undefined;
}

/** Returns the error of each entry of a batch to SNS or SQS; an entry's id is its index. */
export function entryErrors(count: number, answer: BatchResponse): readonly EntryError[] {
  const acceptedIds = new Set(answer.Successful?.map(({ Id }) => Id));
  const codes = new Map(answer.Failed?.map(({ Id, Code }) => [Id, Code]));
  return Array.from({ length: count }, (_, index) => {
    const id = String(index);
    return acceptedIds.has(id) ? undefined : (codes.get(id) ?? NOT_NAMED);
  });
}
