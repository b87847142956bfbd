import type { CounterBatch } from '../../../counts/batch/counter-batch.ts';
import { addDays, type Day, dayOf } from '../../../model/day.ts';
import { type DocumentStore, updateDocument } from '../../../model/document-store.ts';
import type { LateReceipts } from '../../../scores/run/stale-heads.ts';

/** Receipts of hours that are not sealed; older ones are in the log by then. */
const KEPT_DAYS = 2;

/** The document `setting/late`: by day the last receipt that touched it on a later one. */
type StoredReceipts = Readonly<Record<Day, string>>;

/** Sorts as receipts do: the instant, then the request. */
const receiptOf = ({ receivedAt, requestId }: CounterBatch): string =>
  `${String(receivedAt).padStart(15, '0')}/${requestId}`;

/** Returns by day the last receipt that touched it on a later day. */
export async function lateReceipts(documents: DocumentStore): Promise<LateReceipts> {
  const stored = await documents.get<StoredReceipts>('setting', 'late');
  return new Map(Object.entries(stored?.body ?? {}));
}

/** Returns what some batches say of days before that of their receipt. */
function lateIn(batches: readonly CounterBatch[]): LateReceipts {
  const days = new Map<Day, string>();
  for (const batch of batches) {
    const [receipt, today] = [receiptOf(batch), dayOf(batch.receivedAt)];
    const touched = [
      ...batch.events.map(({ occurredAt }) => dayOf(occurredAt)),
      ...batch.counts.map(({ day }) => day),
    ];
    for (const day of new Set(touched)) {
      if (day < today && receipt > (days.get(day) ?? '')) days.set(day, receipt);
    }
  }
  return days;
}

function isKept(receipt: string, now: number): boolean {
  return dayOf(Number(receipt.slice(0, receipt.indexOf('/')))) >= addDays(dayOf(now), -KEPT_DAYS);
}

/**
 * Remembers which closed days some batches touch, until their hours are sealed and the log says so. Doing it
 * twice is harmless; nothing is written where nothing is new.
 */
export async function recordLateReceipts(
  documents: DocumentStore,
  batches: readonly CounterBatch[],
  now: number,
): Promise<void> {
  const late = lateIn(batches);
  // Most batches are of today: nothing is read for them.
  if (late.size === 0) return;
  await updateDocument(
    () => documents.get<StoredReceipts>('setting', 'late'),
    async (stored) => {
      const known = new Map(Object.entries(stored?.body ?? {}));
      const newer = [...late].filter(([day, receipt]) => receipt > (known.get(day) ?? ''));
      if (newer.length === 0) return true;
      const kept = [...known, ...newer].filter(([, receipt]) => isKept(receipt, now));
      const body: StoredReceipts = Object.fromEntries(kept);
      return (await documents.put('setting', 'late', body, stored?.version ?? 0)) || undefined;
    },
  );
}
