import { describe, expect, it } from 'vitest';
import {
  lateReceipts,
  recordLateReceipts,
} from '../../../../lib/runtime/jobs/catch-up/late-receipts.ts';
import { aBatch, anEvent } from '../../../support/builders/an-event.ts';
import { testServices } from '../../../support/worlds/test-services.ts';

const NOON = Date.parse('2026-11-21T12:00:00Z');
const DAY_MS = 24 * 3_600_000;
const iso = (instant: number) => new Date(instant).toISOString();

describe('receipts for days before their own', () => {
  it('of each earlier day the last receipt is remembered, in whatever order batches come, and only once', async () => {
    const { documents } = await testServices();
    const event = (daysBack: number) => anEvent({ user: 'u', at: iso(NOON - daysBack * DAY_MS) });
    const first = aBatch(iso(NOON), [event(0), event(3)]);
    const second = aBatch(iso(NOON + 1), [event(3), event(9)]);
    await recordLateReceipts(documents, [second], NOON);
    await recordLateReceipts(documents, [first, second], NOON);
    const stored = await documents.get('setting', 'late');
    await recordLateReceipts(documents, [first], NOON);
    expect(await documents.get('setting', 'late')).toEqual(stored);
    const late = await lateReceipts(documents);
    expect([...late.keys()].sort()).toEqual(['2026-11-12', '2026-11-18']);
    for (const receipt of late.values()) expect(receipt).toContain(String(NOON + 1));
  });

  it('receipts that are sealed long ago are forgotten with the next that comes', async () => {
    const { documents } = await testServices();
    const late = (at: number) =>
      aBatch(iso(at), [anEvent({ user: 'u', at: iso(at - 9 * DAY_MS) })]);
    await recordLateReceipts(documents, [late(NOON)], NOON);
    await recordLateReceipts(documents, [late(NOON + 3 * DAY_MS)], NOON + 3 * DAY_MS);
    expect([...(await lateReceipts(documents)).keys()]).toEqual(['2026-11-15']);
  });
});
