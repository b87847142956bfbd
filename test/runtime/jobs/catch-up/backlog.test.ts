import { beforeEach, describe, expect, it } from 'vitest';
import { realisticBatch } from '../../../../fixtures/realistic-batch.ts';
import { createScore } from '../../../../functions/score.ts';
import { createSeal } from '../../../../functions/seal.ts';
import { createTail } from '../../../../functions/tail.ts';
import { MS_PER_DAY } from '../../../../lib/model/day.ts';
import { MS_PER_HOUR } from '../../../../lib/model/hour.ts';
import { daysUnclosed } from '../../../../lib/runtime/jobs/catch-up/backlog.ts';
import { ensureInstallation } from '../../../../lib/runtime/services/installation.ts';
import type { Services } from '../../../../lib/runtime/services/services.ts';
import { NOW, type TestServices, testServices } from '../../../support/worlds/test-services.ts';

const MINUTE = 60_000;

let services: TestServices & Services;

beforeEach(async () => {
  services = { ...(await testServices()), publisher: { publish: async () => [] } };
  await ensureInstallation(services.documents, services.clock);
});

const latest = (name: 'HoursUnsealed' | 'RefusedShare' | 'ScoreSeconds') =>
  services.measured.findLast((values) => values[name] !== undefined)?.[name];

describe('the tail', () => {
  it('the tail reports for how long an hour has been waiting to be sealed', async () => {
    services.time.now = NOW + 3.5 * MS_PER_HOUR;
    await createTail(services)();
    // The hour of the installation ended two and a half hours ago.
    expect(latest('HoursUnsealed')).toBe(2.5);
  });

  it('the tail reports 0 once the seal has caught up', async () => {
    services.time.now = NOW + 3.5 * MS_PER_HOUR;
    await createSeal(services)();
    await createTail(services)();
    expect(latest('HoursUnsealed')).toBe(0);
  });

  it('a tail that is cut off keeps what it had read, so that the next one goes on from there', async () => {
    services.time.now = NOW + 0.5 * MS_PER_HOUR;
    const { readBetween } = services.batches;
    const from: number[] = [];
    services.batches.readBetween = (at, to) => {
      from.push(at);
      if (from.length === 4) return Promise.reject(new Error('cut off'));
      return readBetween.call(services.batches, at, to);
    };
    await expect(createTail(services)()).rejects.toThrow('cut off');
    await createTail(services)();
    // It reads two minutes twice.
    expect(from[4]).toBe(NOW + 11 * MINUTE - 1);
  });

  it('the tail reports what part of the events was refused, from a hundred events on', async () => {
    const refused = Array.from({ length: 100 }, (_, index) => {
      return { index, reason: 'no_user_id' as const, message: 'no user' };
    });
    const batch = realisticBatch({ events: 300, users: 3, accounts: 1, receivedAt: NOW });
    await services.batches.put({ ...batch, refused: refused.slice(1) });
    await createTail(services)();
    expect(latest('RefusedShare')).toBe(0);
    await services.batches.put({ ...batch, refused });
    await createTail(services)();
    expect(latest('RefusedShare')).toBe(0.25);
  });

  it('the tail reports the backlog also when its own work fails', async () => {
    services.batches.readBetween = () => Promise.reject(new Error('no batches'));
    await expect(createTail(services)()).rejects.toThrow('no batches');
    expect(latest('HoursUnsealed')).toBe(0);
  });
});

describe('a scoring run', () => {
  it('a scoring run reports how long it took and that no day is open', async () => {
    services.time.now = NOW + MS_PER_DAY;
    await createScore(services)({ job: 'close' });
    expect(latest('ScoreSeconds')).toBe(0);
    expect(services.measured.at(-1)).toMatchObject({ DaysUnclosed: 0, SubjectsScored: 0 });
  });

  it('a scoring run closes a day whose own closing was missed, an hour after its end, and once', async () => {
    const score = async (at: string) => {
      services.time.now = Date.parse(at);
      const runs = await createScore(services)({ job: 'score' });
      return runs.map(({ asOf }) => asOf);
    };
    expect(await score('2026-11-22T00:20:00Z')).toEqual([undefined]);
    expect(await score('2026-11-22T01:20:00Z')).toEqual(['2026-11-21', undefined]);
    expect(services.measured.some((values) => values.DaysUnclosed === 1)).toBe(true);
    expect(await score('2026-11-22T02:20:00Z')).toEqual([undefined]);
  });

  it('a scoring run that fails reports nothing, so that its absence rings an alarm', async () => {
    services.runs.acquire = () => Promise.reject(new Error('no lease'));
    await expect(createScore(services)({ job: 'score' })).rejects.toThrow('no lease');
    expect(latest('ScoreSeconds')).toBeUndefined();
  });
});

describe('days without final scores', () => {
  it('open days are counted from the installation while none is closed, an hour after their end', async () => {
    expect(await daysUnclosed(services)).toBe(0);
    services.time.now = Date.parse('2026-11-22T00:30:00Z');
    expect(await daysUnclosed(services)).toBe(0);
    services.time.now = Date.parse('2026-11-24T01:00:00Z');
    expect(await daysUnclosed(services)).toBe(3);
  });
});
