import { describe, expect, it } from 'vitest';
import type { AlertRule } from '../../../lib/alerts/rule.ts';
import { putSilence } from '../../../lib/alerts/silence.ts';
import { addDays } from '../../../lib/model/day.ts';
import { hashId } from '../../support/builders/hash-id.ts';
import { RuleWorld } from '../../support/worlds/rule-world.ts';

const BEGIN = '2028-01-01';
const dayAt = (at: number) => addDays(BEGIN, at);

const INACTIVE: AlertRule = { id: 'r', kind: 'account.inactive', days: 5, enabled: true };

/** Two accounts until a0 falls silent on day 40; days from `from` to before `to` are closed. */
async function live(world: RuleWorld, from: number, to: number, silentFrom = 40): Promise<void> {
  for (let at = from; at < to; at++) {
    const busy = at < silentFrom ? ['a0', 'a1'] : ['a1'];
    const lines = busy.map((account) => [`u-${account}`, account, 'Opened', 5] as const);
    world.count(dayAt(at), lines);
    await world.close(dayAt(at));
  }
}

const told = ({ published: alerts }: RuleWorld) =>
  alerts.map(({ subjectId, day }) => [subjectId, day]);
const SILENT = ['a0', dayAt(44)];

describe('a rule that fired', () => {
  it('a rule that fired tells nothing again while it is off, on again, or deleted and put back', async () => {
    const world = new RuleWorld([INACTIVE]);
    await live(world, 0, 46);
    expect(told(world)).toEqual([SILENT]);
    world.rules = [{ ...INACTIVE, enabled: false }];
    await live(world, 46, 50);
    world.rules = [];
    await live(world, 50, 54);
    world.rules = [INACTIVE];
    await live(world, 54, 60);
    expect(told(world)).toEqual([SILENT]);
  });

  it('a rule that fired tells nothing when its account is gone from the scores', async () => {
    const world = new RuleWorld([INACTIVE]);
    await live(world, 0, 46);
    for (let at = 0; at < 46; at++) world.count(dayAt(at), [['u-a1', 'a1', 'Opened', 5]]);
    await live(world, 46, 60);
    expect(told(world)).toEqual([SILENT]);
  });

  it('a rule that looked at nothing for weeks takes note first, and alerts nobody', async () => {
    const world = new RuleWorld([INACTIVE]);
    await live(world, 0, 30);
    for (let at = 30; at < 70; at++) {
      world.count(
        dayAt(at),
        at < 40 ? [['u-a0', 'a0', 'Opened', 5]] : [['u-a1', 'a1', 'Opened', 5]],
      );
    }
    await live(world, 70, 75);
    expect(told(world)).toEqual([]);
  });

  it('a rule catches up on days that were closed late, in order and each on its own day', async () => {
    const world = new RuleWorld([INACTIVE]);
    await live(world, 0, 30);
    await live(world, 30, 50);
    expect(await world.close(dayAt(44))).toBe(0);
    expect(told(world)).toEqual([SILENT]);
  });
});

describe('a silence of a rule', () => {
  const quiet = (world: RuleWorld, subject?: string) =>
    putSilence(world.documents, 'r', {
      until: `${dayAt(50)}T00:00:00.000Z`,
      now: `${dayAt(0)}T00:00:00.000Z`,
      ...(subject !== undefined && { subject: hashId('account', subject) }),
    });

  it('a silence of a rule swallows what the rule finds meanwhile, and does not make up for it', async () => {
    const world = new RuleWorld([INACTIVE]);
    await quiet(world);
    await live(world, 0, 60);
    expect(told(world)).toEqual([]);
  });

  it('a silence about one subject leaves the alerts about others alone', async () => {
    const world = new RuleWorld([INACTIVE]);
    await quiet(world, 'a1');
    await live(world, 0, 60);
    expect(told(world)).toEqual([SILENT]);
  });
});

describe('the score of an account', () => {
  it('the score of an account that rises from nothing has a change, and one that stays at nothing has none', async () => {
    const rule = { kind: 'score.increased', threshold: 20, enabled: true } as const;
    const world = new RuleWorld([{ ...rule, id: 'up' }]);
    for (let at = 0; at < 50; at++) {
      const back = at < 10 || at >= 40 ? (['u-a0', 'a0', 'Opened', 5] as const) : undefined;
      const once = at === 0 ? (['u-a2', 'a2', 'Opened', 5] as const) : undefined;
      const lines = [back, once, ['u-a1', 'a1', 'Opened', 5] as const];
      world.count(
        dayAt(at),
        lines.flatMap((line) => (line ? [line] : [])),
      );
      await world.close(dayAt(at));
    }
    expect(
      world.published.map(({ subjectId, facts }) => [subjectId, facts['previousScore']]),
    ).toEqual([['a0', 0]]);
  });
});

describe('a thousand accounts that breach a rule on one day', () => {
  it('a thousand accounts that breach a rule on one day come in one message, and all of them are in the list of alerts', async () => {
    const world = new RuleWorld([{ ...INACTIVE, id: 'low', kind: 'score.below', threshold: 10 }]);
    const all = Array.from({ length: 1_000 }, (_, a) => [`u${a}`, `a${a}`, 'Opened', 5] as const);
    for (let at = 0; at < 2; at++) {
      world.count(dayAt(at), all);
      await world.close(dayAt(at));
    }
    world.count(dayAt(2), [['boss', 'a0', 'Opened', 5]]);
    for (let at = 3; at < 9; at++) world.count(dayAt(at), [['boss', 'a0', 'Opened', 5]]);
    expect(await world.close(dayAt(8))).toBeGreaterThan(900);
    expect(world.published).toHaveLength(1);
    expect(world.published[0]?.facts['count']).toBeGreaterThan(900);
    const { alerts } = await world.alerts.list(2_000);
    expect(alerts).toHaveLength(Number(world.published[0]?.facts['count']) + 1);
  });
});
