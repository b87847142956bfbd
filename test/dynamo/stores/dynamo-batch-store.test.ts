import { expect, it } from 'vitest';
import { realisticBatch } from '../../../fixtures/realistic-batch.ts';
import type { CounterBatch } from '../../../lib/counts/batch/counter-batch.ts';
import { hourOf, MS_PER_HOUR } from '../../../lib/model/hour.ts';
import { onEachStore } from '../../support/stores/on-each-store.ts';

const START = Date.UTC(2026, 4, 3, 10);

function batchAt(receivedAt: number, requestId: string, more: Partial<CounterBatch> = {}) {
  const batch = realisticBatch({ events: 2, users: 2, accounts: 1, receivedAt });
  return { ...batch, requestId, ...more };
}

function idsOf(batches: readonly CounterBatch[]): string[] {
  return batches.map((batch) => batch.requestId);
}

onEachStore('a counter batch', ({ stores }) => {
  it('a counter batch is read back as it was put', async () => {
    const { batches } = stores();
    const batch: CounterBatch = {
      ...batchAt(START, 'whole#request/№ 1'),
      counts: [{ index: 2, accountId: 'a', event: '__proto__', day: '2026-05-02', count: 0 }],
      refused: [{ index: 3, reason: 'no_user_id', message: 'neither user nor account' }],
    };
    await batches.put(batch);
    expect(await batches.readHour(hourOf(START))).toEqual([batch]);
  });

  it('a counter batch without events keeps what was refused', async () => {
    const { batches } = stores();
    const at = START + MS_PER_HOUR;
    const refused = [{ index: 0, reason: 'malformed' as const, message: 'not an object' }];
    const batch = batchAt(at, 'refused', { events: [], refused });
    await batches.put(batch);
    expect(await batches.readHour(hourOf(at))).toEqual([batch]);
  });

  it('a counter batch that is put twice is one', async () => {
    const { batches } = stores();
    const at = START + 3 * MS_PER_HOUR;
    await batches.put(batchAt(at, 'again'));
    await batches.put(batchAt(at, 'again'));
    expect(idsOf(await batches.readHour(hourOf(at)))).toEqual(['again']);
  });

  it('a counter batch keeps what is named like a property of every object', async () => {
    const { batches } = stores();
    const at = START + 5 * MS_PER_HOUR;
    const traits = JSON.parse('{"__proto__":"a","constructor":1,"toString":null}');
    const [event] = batchAt(at, 'names').events;
    if (!event) throw new Error('the batch has events');
    const events = [{ ...event, kind: 'identify' as const, event: 'constructor', traits }];
    await batches.put(batchAt(at, 'names', { events }));
    const [read] = await batches.readHour(hourOf(at));
    expect(read?.events[0]?.event).toBe('constructor');
    expect(Object.entries(read?.events[0]?.traits ?? {})).toEqual(Object.entries(traits));
  });
});

onEachStore('counter batches', ({ stores }) => {
  it('counter batches stand in receipt order whatever order they were put in', async () => {
    const { batches } = stores();
    const puts = [
      { offset: 5, id: 'c' },
      { offset: 0, id: 'b' },
      { offset: 5, id: 'a!' },
      { offset: 5, id: 'a' },
      { offset: MS_PER_HOUR - 1, id: 'z' },
      { offset: MS_PER_HOUR, id: 'next hour' },
    ];
    for (const { offset, id } of puts) await batches.put(batchAt(START + offset, id));
    expect(idsOf(await batches.readHour(hourOf(START)))).toEqual(['b', 'a', 'a!', 'c', 'z']);
  });

  it('counter batches are read between two instants, both included, over hours', async () => {
    const { batches } = stores();
    const at = START + 6 * MS_PER_HOUR;
    for (const offset of [-2, -1, 0, 1, MS_PER_HOUR, MS_PER_HOUR + 1]) {
      await batches.put(batchAt(at + offset, `o${offset}`));
    }
    const read = await batches.readBetween(at - 1, at + MS_PER_HOUR);
    expect(idsOf(read)).toEqual(['o-1', 'o0', 'o1', `o${MS_PER_HOUR}`]);
    expect(await batches.readBetween(at + 2, at + 3)).toEqual([]);
    expect(await batches.readBetween(at + 1, at)).toEqual([]);
  });

  it('counter batches are shown newest first, no further back than a day', async () => {
    const { batches } = stores();
    const now = START + 60 * MS_PER_HOUR;
    for (const hours of [0, -1, -5, -24, -25]) {
      await batches.put(batchAt(now + hours * MS_PER_HOUR, `h${hours}`));
    }
    await batches.put(batchAt(now + 1, 'ahead'));
    expect(idsOf(await batches.latest(now, 10))).toEqual(['h0', 'h-1', 'h-5', 'h-24']);
    expect(idsOf(await batches.latest(now, 2))).toEqual(['h0', 'h-1']);
  });
});

onEachStore('many counter batches', ({ stores }) => {
  it('many counter batches of one hour are all read, beyond the 1 MB of one page', async () => {
    const { batches } = stores();
    const big = realisticBatch({ events: 2_500, users: 2_500, accounts: 500, receivedAt: START });
    for (let i = 0; i < 24; i++) await batches.put({ ...big, requestId: `r${i}` });
    const read = await batches.readHour(hourOf(START));
    expect(read).toHaveLength(24);
    expect(read.every((batch) => batch.events.length === 2_500)).toBe(true);
  });

  it('counter batches over 390 KB are kept as a whole, in order', async () => {
    const { batches } = stores();
    const receivedAt = START + MS_PER_HOUR;
    const one = realisticBatch({ events: 9_000, users: 9_000, accounts: 9_000, receivedAt });
    await batches.put(one);
    const parts = await batches.readHour(hourOf(receivedAt));
    expect(parts.flatMap((part) => part.events)).toEqual(one.events);
    expect(parts.map((part) => part.part)).toEqual(parts.map((_, index) => index));
    expect(parts.length).toBeGreaterThan(1);
  });
});

onEachStore('the hours with batches', ({ stores }) => {
  it('the hours with batches are found among others, in the order in which they were named', async () => {
    const { batches } = stores();
    const hours = [0, 1, 2, 3, 40].map((n) => hourOf(START + n * MS_PER_HOUR));
    expect(await batches.busyHours(hours)).toEqual([]);
    await batches.put(batchAt(START + 40 * MS_PER_HOUR, 'late'));
    await batches.put(batchAt(START + MS_PER_HOUR, 'one'));
    await batches.put(batchAt(START + MS_PER_HOUR + 1, 'two'));
    expect(await batches.busyHours(hours)).toEqual([hours[1], hours[4]]);
  });
});

onEachStore('a part of a batch', ({ stores }) => {
  it('a part of a batch is replaced where it was put, and only there', async () => {
    const { batches } = stores();
    const batch = batchAt(START, 'replaced');
    expect(await batches.replace(batch)).toBe(false);
    expect(await batches.readHour(hourOf(START))).toEqual([]);
    await batches.put(batch);
    await batches.put({ ...batch, part: 1 });
    const events = batch.events.slice(1);
    expect(await batches.replace({ ...batch, events })).toBe(true);
    const read = await batches.readHour(hourOf(START));
    expect(read.map((part) => part.events)).toEqual([events, batch.events]);
  });
});
