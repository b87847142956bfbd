import { describe, expect, it } from 'vitest';
import { workList } from '../../../lib/alerts/message/work-list.ts';
import type { AlertRule } from '../../../lib/alerts/rule.ts';
import { addDays } from '../../../lib/model/day.ts';
import type { SubjectKind } from '../../../lib/model/subject-kind.ts';
import { fingerprint } from '../../../lib/runtime/services/hash-functions.ts';
import { aModel } from '../../support/builders/a-model.ts';
import { hashId } from '../../support/builders/hash-id.ts';
import { RuleWorld } from '../../support/worlds/rule-world.ts';

const BEGIN = '2026-03-01';
const dayAt = (at: number) => addDays(BEGIN, at);

const ruleOf = (given: Omit<AlertRule, 'id' | 'enabled'>): AlertRule => {
  return { id: 'r', enabled: true, ...given };
};

/** Accounts of two people by how often each opens something a day; closed day by day. */
async function live(
  world: RuleWorld,
  days: number,
  opens: (account: number, at: number) => number,
  accounts = 3,
  isBroken: (at: number) => boolean = () => false,
): Promise<void> {
  for (let at = 0; at < days; at++) {
    const lines = Array.from({ length: accounts }, (_, a) => a).flatMap((a) => {
      const count = opens(a, at);
      if (count === 0) return [];
      return ['x', 'y'].map((u) => [`${u}${a}`, `a${a}`, 'Opened', count] as const);
    });
    world.count(dayAt(at), lines);
    await world.close(dayAt(at), isBroken(at) ? ['Opened'] : []);
  }
}

const told = ({ published: alerts }: RuleWorld) =>
  alerts.map(({ subjectId, day }) => [subjectId, day]);

describe('the drop of a score', () => {
  it('the drop of a score is alerted once with reasons, whom to talk to and where to look', async () => {
    const world = new RuleWorld([ruleOf({ kind: 'score.decreased', threshold: 20 })]);
    await live(world, 60, (a, at) => (a === 0 && at >= 40 ? 1 : 10));
    expect(world.published).toHaveLength(1);
    expect(world.published[0]?.text).toMatch(
      /^The score of a0 fell \d+ points: \d+ from fewer Opened[^\n]*\.\nTalk to [xy]0, who does most there and scores \d+\.\nhttps:\/\/crm\.example\.com\/accounts\/a0$/,
    );
  });

  it('the drop of a score is no news of accounts younger than the window', async () => {
    const rule = ruleOf({ kind: 'score.decreased', threshold: 20, minTenureDays: 60 });
    const world = new RuleWorld([rule]);
    await live(world, 55, (a, at) => (a === 0 && at >= 40 ? 1 : 10));
    expect(world.published).toEqual([]);
  });

  it("the drop of a user's score is alerted about the user", async () => {
    const world = new RuleWorld([
      ruleOf({ kind: 'score.decreased', threshold: 20, scope: 'user' }),
    ]);
    await live(world, 60, (a, at) => (a === 0 && at >= 40 ? 1 : 10));
    expect(world.published).toMatchObject([
      { scope: 'user', subjectId: 'x0' },
      { subjectId: 'y0' },
    ]);
  });
});

describe('the inactivity of an account', () => {
  const rule = ruleOf({ kind: 'account.inactive', days: 14, minActiveDays: 3 });

  it('the inactivity of an account is alerted on the fourteenth day, once, and again after a return', async () => {
    const world = new RuleWorld([rule]);
    const away = (at: number) => (at >= 40 && at < 60) || at >= 70;
    await live(world, 100, (a, at) => (a === 0 && away(at) ? 0 : 5));
    expect(told(world)).toEqual([
      ['a0', dayAt(39 + 14)],
      ['a0', dayAt(69 + 14)],
    ]);
  });

  it('the inactivity of an account that was hardly there before is no news', async () => {
    const world = new RuleWorld([rule]);
    await live(world, 70, (a, at) => (a === 0 && at !== 10 && at !== 40 ? 0 : 5));
    expect(world.published).toEqual([]);
  });

  it('the inactivity of an account waits for a good day, and leaves broken days out of its count', async () => {
    const world = new RuleWorld([rule]);
    const isBroken = (at: number) => at >= 50 && at < 53;
    await live(world, 60, (a, at) => (a === 0 && at >= 40 ? 0 : 5), 3, isBroken);
    expect(told(world)).toEqual([['a0', dayAt(39 + 14 + 3)]]);
  });

  it('the inactivity of many accounts is one message of twenty names and a count, with all of them listed', async () => {
    const world = new RuleWorld([rule]);
    await live(world, 60, (a, at) => (a < 30 && at >= 40 ? 0 : 5), 40);
    expect(world.published).toMatchObject([
      { title: '30 accounts became inactive on one day (r)', facts: { count: 30 } },
    ]);
    expect(world.published[0]?.facts['top']).toHaveLength(20);
    const { alerts } = await world.alerts.list(100);
    expect(alerts.filter((alert) => alert.told === 'mass')).toHaveLength(30);
  });
});

describe('the return of an account', () => {
  it('the return of an account is alerted when it was away for as long as the rule says', async () => {
    const world = new RuleWorld([ruleOf({ kind: 'account.reactivated', days: 20 })]);
    await live(world, 80, (a, at) => (a === 0 && at >= 20 && at < 50 ? 0 : 5));
    expect(told(world)).toEqual([['a0', dayAt(50)]]);
  });
});

describe('a rule about closed days', () => {
  it('a rule about closed days that is changed takes note first, as a new one does', async () => {
    const world = new RuleWorld([ruleOf({ kind: 'score.below', threshold: 1 })]);
    await live(world, 20, (a) => (a === 0 ? 1 : 10));
    world.rules = [ruleOf({ kind: 'score.below', threshold: 60 })];
    world.count(dayAt(20), [['x1', 'a1', 'Opened', 10]]);
    expect(await world.close(dayAt(20))).toBe(0);
  });

  it('a rule about closed days looks at a day once, however often the day is closed', async () => {
    const world = new RuleWorld([ruleOf({ kind: 'account.inactive', days: 14 })]);
    await live(world, 54, (a, at) => (a === 0 && at >= 40 ? 0 : 5));
    expect(world.published).toHaveLength(1);
    expect(await world.close(dayAt(53))).toBe(0);
    expect(await world.close(dayAt(52))).toBe(0);
  });

  it('a rule about closed days tells nothing of an account that has cancelled', async () => {
    const world = new RuleWorld([ruleOf({ kind: 'account.inactive', days: 14 })]);
    world.model = aModel({ lifecycle: { cancelled: { trait: 'plan', equals: 'none' } } });
    world.trait('a0', 'plan', dayAt(40), 'none');
    await live(world, 60, (a, at) => (a === 0 && at >= 40 ? 0 : 5));
    expect(world.published).toEqual([]);
  });
});

describe('the work list of an owner', () => {
  it('the work list of an owner has what is at risk and what expands, each with a reason and a champion', async () => {
    const world = new RuleWorld([]);
    world.model = aModel({ owner: { trait: 'csm' } });
    for (const [account, csm] of [
      ['a0', 'dana'],
      ['a1', 'dana'],
      ['a2', 'eli'],
    ] as const) {
      world.trait(account, 'csm', BEGIN, csm);
    }
    const [before, after] = [
      [10, 2, 10],
      [1, 10, 10],
    ];
    await live(world, 30, (a, at) => (at < 24 ? before : after)?.[a] ?? 0);
    const scores = world.scores(dayAt(29));
    const ids = ['x0', 'y0', 'x1', 'y1', 'x2', 'y2'].map((id) => {
      return [hashId('user', id), { kind: 'user' as const, id }] as const;
    });
    const accounts = ['a0', 'a1', 'a2'].map((id) => {
      return [hashId('account', id), { kind: 'account' as const, id }] as const;
    });
    const context = {
      fingerprint,
      directory: new Map<string, { kind: SubjectKind; id: string }>([...ids, ...accounts]),
      accounts: new Map(),
      raisedAt: '2026-03-31T00:10:00.000Z',
    };
    const list = await workList(scores, world.model.model, { owner: 'dana' }, context);
    expect(list).toMatchObject({
      atRisk: [{ accountId: 'a0', reason: expect.stringMatching(/^fell \d+ points/) }],
      expanding: [{ accountId: 'a1', champion: { score: expect.any(Number) } }],
      stuckTrials: [],
      pqls: [],
    });
  });
});
