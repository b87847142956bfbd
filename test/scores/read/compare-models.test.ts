import { describe, expect, it } from 'vitest';
import type { ModelVersion } from '../../../lib/model/scoring-model.ts';
import { compareModels, type ModelScores } from '../../../lib/scores/read/compare-models.ts';
import { aModel } from '../../support/builders/a-model.ts';
import { hashId } from '../../support/builders/hash-id.ts';
import { score } from '../../support/builders/score.ts';
import { someCounts } from '../../support/builders/some-counts.ts';

const accounts = Array.from({ length: 12 }, (_, at) => `account-${at}`);
const counts = [
  someCounts(
    '2026-11-20',
    accounts.flatMap((account, at) => [
      [`user-${at}`, account, 'Opened', at + 1] as const,
      [`user-${at}`, account, 'Invited', 12 - at] as const,
    ]),
  ),
];
const big = { of: 'account', when: { event: 'Opened', atLeast: 10 } } as const;
const scored = (model: ModelVersion, days = counts): ModelScores => {
  return { scores: score(days, { model }), model: model.model };
};
const live = scored(aModel({ events: { Opened: { weight: 1 } } }));
const next = { events: { Invited: { weight: 1 } }, segments: { big }, headlineWindow: 1 };
const candidate = scored(aModel(next, 2));
const { bands, movers, rankCorrelation, segments, windows } = compareModels({ live, candidate });
const total = (counted: Readonly<Record<string, number>>) =>
  Object.values(counted).reduce((sum, count) => sum + count, 0);

describe('two models side by side', () => {
  it('a model compared with itself agrees', () => {
    const same = compareModels({ live, candidate: live });
    expect(same).toMatchObject({ rankCorrelation: 1, movers: [], segments: [] });
    expect(same.bands.accounts.live).toEqual(same.bands.accounts.candidate);
  });

  it('compared models each have everybody in one band, at their own headline window', () => {
    expect(windows).toEqual({ live: 7, candidate: 1 });
    for (const each of [bands.accounts.live, bands.accounts.candidate])
      expect(total(each)).toBe(12);
    for (const each of [bands.users.live, bands.users.candidate]) expect(total(each)).toBe(12);
  });

  it('compared models have no order in common when one weighs what the other does not', () => {
    expect(rankCorrelation).toBeLessThan(-0.95);
  });

  it('compared models show the ten accounts that change most, the farthest first', () => {
    expect(movers).toHaveLength(10);
    const moved = movers.map(({ change }) => Math.abs(change));
    expect(moved).toEqual([...moved].sort((a, b) => b - a));
    const ends = [hashId('account', 'account-0'), hashId('account', 'account-11')];
    expect(ends).toContain(movers[0]?.hash);
    const first = movers.find(({ hash }) => hash === ends[0]);
    expect(first?.candidate).toBeGreaterThan(first?.live ?? 100);
    expect(first?.change).toBeGreaterThan(0);
  });

  it('compared models show who enters and leaves a segment, one that only one of them has included', () => {
    expect(segments).toContainEqual({ segment: 'big', of: 'account', entered: 3, left: 0 });
    expect(compareModels({ live: candidate, candidate: live }).segments).toContainEqual({
      ...{ segment: 'big', of: 'account' },
      entered: 0,
      left: 3,
    });
  });

  it('compared models compare the order only of accounts that both have', () => {
    const few = scored(aModel(), [
      someCounts('2026-11-20', [['user-0', 'account-0', 'Opened', 3]]),
    ]);
    expect(compareModels({ live, candidate: few }).rankCorrelation).toBeNull();
    expect(compareModels({ live, candidate: few }).movers.length).toBeLessThanOrEqual(1);
  });
});
