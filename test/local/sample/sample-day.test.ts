import { describe, expect, it } from 'vitest';
import { dayOf } from '../../../lib/model/day.ts';
import { SAMPLE_ACCOUNTS } from '../../../local/sample/accounts.ts';
import { poisson, seededRandom } from '../../../local/sample/random.ts';
import { type SampleCall, sampleDay, userIdOf } from '../../../local/sample/sample-day.ts';
import { SAMPLE_DAYS } from '../../../local/sample/stories.ts';

const FIRST = '2026-03-01';
const days = Array.from({ length: SAMPLE_DAYS }, (_, day) => sampleDay(day, FIRST));

function tracked(account: string, from: number, to: number): SampleCall[] {
  const calls = days.slice(from, to).flat();
  return calls.filter((call) => call.type === 'track' && call.context.groupId === account);
}

describe('the sample', () => {
  it('the sample is the same each time, and the same but for the date on another day', () => {
    expect(sampleDay(40, FIRST)).toEqual(days[40]);
    const moved = sampleDay(40, '2025-11-30');
    expect(moved.map(({ messageId, type }) => [messageId, type])).toEqual(
      days[40]?.map(({ messageId, type }) => [messageId, type]),
    );
  });

  it('the sample stays on its day, in the order of the clock, with an id for every call', () => {
    const ids = new Set<string>();
    for (const [index, calls] of days.entries()) {
      const times = calls.map(({ timestamp }) => timestamp.getTime());
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      for (const { timestamp, messageId } of calls) {
        ids.add(messageId);
        expect(dayOf(timestamp.getTime())).toBe(dayOf(Date.parse(FIRST) + index * 86_400_000));
      }
    }
    expect(ids.size).toBe(days.flat().length);
  });

  it('the sample has twelve accounts of 1 to 12 users, each user introduced once', () => {
    expect(SAMPLE_ACCOUNTS).toHaveLength(12);
    const users = SAMPLE_ACCOUNTS.flatMap((account) =>
      account.users.map((user) => userIdOf(user, account)),
    );
    expect(new Set(users).size).toBe(users.length);
    for (const { users: members } of SAMPLE_ACCOUNTS) {
      expect(members.length).toBeGreaterThanOrEqual(1);
      expect(members.length).toBeLessThanOrEqual(12);
    }
    const identified = days.flat().filter(({ type }) => type === 'identify');
    expect(identified.map(({ userId }) => userId).toSorted()).toEqual(users.toSorted());
  });
});

describe('the stories', () => {
  it("the sample's events tell the stories of its accounts", () => {
    expect(tracked('kestrel-travel', 57, 90)).toEqual([]);
    expect(tracked('kestrel-travel', 40, 57).length).toBeGreaterThan(100);
    const [before, after] = [tracked('cedar-clinic', 60, 67), tracked('cedar-clinic', 83, 90)];
    expect(after.length).toBeLessThan(before.length / 4);
    expect(tracked('ember-logistics', 80, 87).length).toBeGreaterThan(
      3 * tracked('ember-logistics', 10, 17).length,
    );
    expect(tracked('ibis-schools', 0, 52)).toEqual([]);
    const champion = tracked('granite-legal', 0, 90);
    const hers = champion.filter(({ userId }) => userId.startsWith('diana@'));
    expect(hers.length / champion.length).toBeGreaterThan(0.9);
  });
});

describe('occurrences', () => {
  it('the occurrences of events in the sample are as many as meant, on average', () => {
    const random = seededRandom('seed');
    const counts = Array.from({ length: 20_000 }, () => poisson(random, 2.5));
    const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
    expect(mean).toBeCloseTo(2.5, 1);
    expect(poisson(random, 0)).toBe(0);
  });
});
