import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CounterBatch } from '../../../lib/counts/batch/counter-batch.ts';
import { unionDeltas } from '../../../lib/counts/day/union-deltas.ts';
import type { Delta } from '../../../lib/counts/delta/delta.ts';
import { foldHour } from '../../../lib/counts/delta/fold-hour.ts';
import type { AcceptedEvent } from '../../../lib/events/event.ts';
import { groupBy } from '../../../lib/model/group-by.ts';
import { hourOf } from '../../../lib/model/hour.ts';
import { hashId } from '../../support/builders/hash-id.ts';

const DAY = '2026-11-20';
const NOON = Date.parse(`${DAY}T12:00:00Z`);

/** Few ids, so that copies, cells shared by hours and copies that differ come up all the time. */
const arbitraryEvent = fc.record({
  user: fc.constantFrom('ada', 'bob', undefined),
  account: fc.constantFrom('acme', 'globex', undefined),
  event: fc.constantFrom('Opened', 'Closed', '__proto__'),
  message: fc.integer({ min: 0, max: 12 }),
});

const arbitraryBatches = fc.array(
  fc.record({
    minutes: fc.integer({ min: 0, max: 400 }),
    request: fc.integer({ min: 0, max: 1_000 }),
    events: fc.array(arbitraryEvent, { minLength: 1, maxLength: 6 }),
  }),
  { maxLength: 12 },
);

type Shape = typeof arbitraryBatches extends fc.Arbitrary<infer Value> ? Value : never;

function batchesOf(shapes: Shape): CounterBatch[] {
  return shapes.map(({ minutes, request, events }, i) => {
    const receivedAt = NOON + minutes * 60_000;
    return {
      hour: hourOf(receivedAt),
      receivedAt,
      requestId: `${String(request).padStart(4, '0')}-${i}`,
      part: 0,
      source: 'web',
      counts: [],
      refused: [],
      events: events.map((event, index): AcceptedEvent => {
        const subject = event.user ?? event.account ?? 'nobody';
        const text = `${subject.padEnd(8, '.')}${String(event.message).padStart(8, '0')}`;
        return {
          index,
          kind: 'track',
          event: event.event,
          occurredAt: NOON,
          dated: true,
          fingerprint: text,
          ...(event.user ? { actor: { kind: 'user', id: event.user } } : {}),
          ...(event.account ? { accountId: event.account } : {}),
        };
      }),
    };
  });
}

/** What the counts must be, said the slow way: the copy received first is the event. */
function truth(batches: readonly CounterBatch[]): Record<string, number> {
  const copies = batches.flatMap((batch) =>
    batch.events.map((event) => ({
      event,
      order: `${batch.receivedAt}/${batch.requestId}/${event.index}`,
    })),
  );
  const firsts = new Map<string, (typeof copies)[number]>();
  for (const copy of copies) {
    const known = firsts.get(copy.event.fingerprint);
    if (!known || copy.order < known.order) firsts.set(copy.event.fingerprint, copy);
  }
  const counts = new Map<string, number>();
  for (const { event } of firsts.values()) {
    const user = event.actor ? hashId('user', event.actor.id) : '';
    const account = event.accountId === undefined ? '' : hashId('account', event.accountId);
    const key = JSON.stringify([user, account, event.event]);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort());
}

function deltasOf(batches: readonly CounterBatch[]): Delta[] {
  const hours = groupBy(batches, (batch) => batch.hour);
  return [...hours].flatMap(([hour, group]) => foldHour(hour, group, hashId));
}

function counted(deltas: readonly Delta[]): Record<string, number> {
  const cells = unionDeltas(deltas);
  const keyed = cells.map(
    ({ user, account, event, count }) => [JSON.stringify([user, account, event]), count] as const,
  );
  return Object.fromEntries([...keyed].sort());
}

/** A chunk a fingerprint: what a seal cuts at 300 KB is cut everywhere. */
function cutAnywhere(delta: Delta): Delta[] {
  return delta.cells.flatMap((cell) =>
    [...cell.fingerprints.matchAll(/.{16}/g)].map(([fingerprints]) => {
      return { ...delta, cells: [{ ...cell, fingerprints }] };
    }),
  );
}

describe('the union of deltas', () => {
  it('the union of deltas counts each event once, the copy received first, whatever came when', () => {
    fc.assert(
      fc.property(arbitraryBatches, (shapes) => {
        const batches = batchesOf(shapes);
        expect(counted(deltasOf(batches))).toEqual(truth(batches));
      }),
    );
  });

  it('the union of deltas does not depend on the order of batches, nor on the order of seals', () => {
    fc.assert(
      fc.property(arbitraryBatches, fc.infiniteStream(fc.nat()), (shapes, numbers) => {
        const batches = batchesOf(shapes);
        const shuffle = <Item>(items: readonly Item[]): Item[] =>
          items
            .map((item) => ({ item, at: numbers.next().value ?? 0 }))
            .sort((a, b) => a.at - b.at)
            .map(({ item }) => item);
        const deltas = shuffle(deltasOf(shuffle(batches)));
        expect(unionDeltas(deltas)).toEqual(unionDeltas(deltasOf(batches)));
      }),
    );
  });

  it('the union of deltas is idempotent: deltas read twice, or sent twice, change nothing', () => {
    fc.assert(
      fc.property(arbitraryBatches, (shapes) => {
        const batches = batchesOf(shapes);
        const again = batches.map((batch) => ({ ...batch, requestId: `z${batch.requestId}` }));
        const once = unionDeltas(deltasOf(batches));
        expect(unionDeltas([...deltasOf(batches), ...deltasOf(batches)])).toEqual(once);
        const resent = again.map((batch) => ({ ...batch, receivedAt: batch.receivedAt + 1 }));
        expect(unionDeltas(deltasOf([...batches, ...resent]))).toEqual(once);
      }),
    );
  });

  it('the union of deltas is the same over whole deltas and over chunks of them, cut through users and cells', () => {
    fc.assert(
      fc.property(arbitraryBatches, (shapes) => {
        const deltas = deltasOf(batchesOf(shapes));
        expect(unionDeltas(deltas.flatMap(cutAnywhere))).toEqual(unionDeltas(deltas));
      }),
    );
  });
});

describe('a fold', () => {
  it('a fold writes the same bytes whatever order its batches come in', () => {
    fc.assert(
      fc.property(arbitraryBatches, (shapes) => {
        const batches = batchesOf(shapes);
        const [hour = '2026-11-20T12'] = batches.map((batch) => batch.hour);
        const inOne = batches.map((batch) => ({ ...batch, hour }));
        const turned = foldHour(hour, [...inOne].reverse(), hashId);
        expect(JSON.stringify(turned)).toBe(JSON.stringify(foldHour(hour, inOne, hashId)));
      }),
    );
  });
});
