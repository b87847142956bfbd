import { describe, expect, it } from 'vitest';
import { addDays } from '../../../lib/model/day.ts';
import { BASELINE_DAYS, indexBaseline } from '../../../lib/scores/formulas/index-baseline.ts';
import type { SnapshotHead } from '../../../lib/scores/snapshot/snapshots.ts';

type Benchmarks = SnapshotHead['benchmarks'][number];

/** The head of the nth closed day, with one window. */
function head(n: number, benchmarks: Benchmarks, given: Partial<SnapshotHead> = {}): SnapshotHead {
  const asOf = addDays('2026-09-30', n);
  const kind = given.kind ?? 'final';
  const block = { name: `${asOf}/${kind}`, generation: `g${n}`, chunks: 1, meta: {} };
  return {
    ...{ kind, asOf, modelVersion: 1, hour: `${asOf}T23`, suspect: [], block },
    benchmarks: [benchmarks],
    ...given,
  };
}

const baseline = (heads: readonly SnapshotHead[], window = 0) => indexBaseline(heads, 1, window, 2);

describe('the index baseline', () => {
  it('the index baseline is the mean of the closed days there are, while they are fewer than 28', () => {
    const heads = [head(1, [100, 40, 900]), head(2, [200, 50, 1_100]), head(3, [120, 60, 700])];
    expect(baseline(heads)).toEqual({
      curve: 2,
      benchmark: 140,
      meanMember: 50,
      totalBenchmark: 900,
    });
  });

  it('the index baseline is settled by the first 28 closed days, whatever comes after', () => {
    // 1 + 2 + ... + 28 = 406, and 406 / 28 = 14.5.
    const first = Array.from({ length: BASELINE_DAYS }, (_, i) => head(i + 1, [i + 1, 10, 50]));
    const settled = { curve: 2, benchmark: 14.5, meanMember: 10, totalBenchmark: 50 };
    expect(baseline(first)).toEqual(settled);
    expect(baseline([...first, head(29, [9_999, 99, 9_999])])).toEqual(settled);
  });

  it('the index baseline leaves out days on which nobody scored', () => {
    const heads = [head(1, [100, 40, 900]), head(2, [0, 0, 0]), head(3, [200, 60, 0])];
    expect(baseline(heads)).toMatchObject({ benchmark: 150, meanMember: 50, totalBenchmark: 900 });
  });

  it('the index baseline leaves out suspect days', () => {
    const broken = head(2, [9_000, 50, 10], { suspect: ['Task Completed'] });
    expect(baseline([head(1, [100, 40, 900]), broken])?.benchmark).toBe(100);
    expect(baseline([broken])).toBeUndefined();
  });

  it('the index baseline takes days as they were reported, under its own version only', () => {
    const heads = [
      head(1, [500, 50, 500], { modelVersion: 0 }),
      head(2, [100, 40, 900]),
      head(2, [700, 70, 700], { kind: 'restated' }),
      head(3, [300, 30, 300], { modelVersion: 2 }),
    ];
    expect(baseline(heads)).toMatchObject({ benchmark: 100, meanMember: 40, totalBenchmark: 900 });
  });

  it('the index baseline of each window is its own', () => {
    const both: readonly Benchmarks[] = [
      [100, 40, 900],
      [300, 70, 2_000],
    ];
    expect(baseline([head(1, [0, 0, 0], { benchmarks: both })], 1)?.benchmark).toBe(300);
  });

  it('the index baseline of a window that its days lack is 0', () => {
    const none = { curve: 2, benchmark: 0, meanMember: 0, totalBenchmark: 0 };
    expect(baseline([head(1, [100, 40, 900])], 5)).toEqual(none);
  });

  it('there is no index baseline while no day of the version is closed', () => {
    expect(baseline([])).toBeUndefined();
    expect(baseline([head(1, [100, 40, 900], { modelVersion: 2 })])).toBeUndefined();
  });
});
