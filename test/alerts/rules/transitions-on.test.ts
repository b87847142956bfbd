import { describe, expect, it } from 'vitest';
import { evaluationOf } from '../../../lib/alerts/evaluate/evaluation.ts';
import { type FiringState, nextState } from '../../../lib/alerts/rules/transitions-on.ts';
import { addDays } from '../../../lib/model/day.ts';

interface Machine {
  /** Past it, the rule fires. @default 50 */
  readonly threshold?: number;
  /** At or above it, the rule re-arms. @default 60 */
  readonly cleared?: number;
  readonly cooldownDays?: number;
  /** Days on which the rule only takes note. @default the first */
  readonly baselines?: readonly number[];
}

/** The day that is some days after the first, as a rule without a cool-down looks at it. */
const dayAfter = (days: number, isBaseline = false) => {
  return { day: addDays('2026-01-01', days), isBaseline, cooldownDays: 0 };
};

/** Walks a rule about values under a threshold through the days; undefined is a day without data. */
function firings(values: readonly (number | undefined)[], machine: Machine = {}): number[] {
  const { threshold = 50, cleared = 60, cooldownDays = 0, baselines = [0] } = machine;
  let memory: FiringState | undefined;
  return values.flatMap((value, day) => {
    if (value === undefined) return [];
    const evaluation = evaluationOf(value < threshold, value >= cleared);
    const on = { ...dayAfter(day, baselines.includes(day)), cooldownDays };
    const outcome = nextState(memory, evaluation, on);
    memory = outcome?.firingState ?? memory;
    return outcome?.fires ? [day] : [];
  });
}

const times = <T>(count: number, value: (at: number) => T) =>
  Array.from({ length: count }, (_, day) => value(day));

describe('a rule', () => {
  it('a rule fires on the first day on which a value is past its threshold, not at it', () => {
    expect(firings([70, 50, 49.999, 40])).toEqual([2]);
  });

  it('a rule fires once, however long the value stays past the threshold', () => {
    expect(firings([70, ...times(100, () => 20)])).toEqual([1]);
  });

  it('a rule fires once while the value wavers around the threshold for 1,000 days', () => {
    expect(firings([70, ...times(1_000, (day) => (day % 2 === 0 ? 49 : 51))])).toEqual([1]);
  });

  it('a rule fires again once the value was clear in between', () => {
    expect(firings([70, 40, 60, 40, 59.9, 40])).toEqual([1, 3]);
  });

  it('a rule does not fire at its first look, nor later for what was breached then already', () => {
    expect(firings([40, 40, 40])).toEqual([]);
    expect(firings([40, 70, 40])).toEqual([2]);
  });

  it('a rule does not fire at its first look under a new version of the model', () => {
    expect(firings([70, 70, 40, 40, 70, 40], { baselines: [0, 2] })).toEqual([5]);
  });

  it('a rule keeps its state, fired or armed, over days without data', () => {
    expect(firings([70, 40, undefined, undefined, 40])).toEqual([1]);
    expect(firings([70, undefined, undefined, 40])).toEqual([3]);
  });

  it('a rule keeps quiet during its cool-down, and does not make up for it afterwards', () => {
    const wave = [70, 40, 70, 40, 70, 70, 70, 40];
    expect(firings(wave, { cooldownDays: 0 })).toEqual([1, 3, 7]);
    expect(firings(wave, { cooldownDays: 5 })).toEqual([1, 7]);
    expect(firings([70, 40, 70, 40, 40, 40, 40, 40], { cooldownDays: 5 })).toEqual([1]);
  });

  it('a rule changes its state by no day that it looked at before, and by the next one', () => {
    const fired = { state: 'fired', day: '2026-01-10', lastFiredDay: '2026-01-10' } as const;
    const clearedOn = (day: string) =>
      nextState(fired, 'cleared', { day, isBaseline: false, cooldownDays: 0 });
    expect(clearedOn('2026-01-10')).toBeUndefined();
    expect(clearedOn('2026-01-09')).toBeUndefined();
    expect(clearedOn('2026-01-11')?.firingState.state).toBe('armed');
  });

  it('a rule changes nothing when it looks at 200 days again', () => {
    const wave = times(200, (day) => (day * 37) % 100);
    let memory: FiringState | undefined;
    for (const [day, value] of wave.entries()) {
      const evaluation = evaluationOf(value < 50, value >= 60);
      memory = nextState(memory, evaluation, dayAfter(day, day === 0))?.firingState ?? memory;
    }
    expect(memory).toMatchObject({ state: 'armed', day: dayAfter(199).day });
    const again = times(200, (day) => nextState(memory, 'breached', dayAfter(day)));
    expect(again.every((update) => update === undefined)).toBe(true);
    expect(nextState(memory, 'breached', dayAfter(200))?.fires).toBe(true);
  });
});
