import { describe, expect, it } from 'vitest';
import { addDays, daysInRange } from '../../lib/model/day.ts';
import { groupBy } from '../../lib/model/group-by.ts';
import { aModel } from '../support/builders/a-model.ts';
import { shippedRules } from '../support/builders/shipped-rules.ts';
import { stableAccounts } from '../support/builders/stable-accounts.ts';
import { RuleWorld } from '../support/worlds/rule-world.ts';

const MOST_A_WEEK = 3;

/** Sixty stable accounts, every day closed from the first one on, with a share of work a day. */
async function live(
  from: string,
  to: string,
  share: (day: string) => number = () => 1,
  isBroken: (day: string) => boolean = () => false,
): Promise<RuleWorld> {
  const world = new RuleWorld(shippedRules());
  world.model = {
    ...aModel(),
    model: { ...aModel().model, normalization: { percentile: 90, curve: 2 } },
  };
  const accounts = stableAccounts(60, 7);
  for (const day of daysInRange(from, to)) {
    world.count(day, accounts.day(day, share(day)));
    await world.close(day, isBroken(day) ? ['Opened'] : []);
  }
  return world;
}

async function raisedFrom(world: RuleWorld, day: string): Promise<number> {
  const { alerts } = await world.alerts.list(100_000);
  return alerts.filter((alert) => alert.day >= day).length;
}

describe('the shipped rules', () => {
  it('the shipped rules raise at most three false alarms a week about 60 stable accounts in a year', async () => {
    const world = await live('2025-01-01', '2025-12-31');
    const { alerts } = await world.alerts.list(100_000);
    const byRule = groupBy(alerts, ({ rule }) => rule);
    const weekly = alerts.length / (365 / 7);
    const figures = [...byRule].map(([rule, of]) => `${rule} ${of.length}`);
    process.stdout.write(
      `false alarms: ${weekly.toFixed(2)} a week (${figures.join(', ') || 'none'})\n`,
    );
    expect(weekly).toBeLessThanOrEqual(MOST_A_WEEK);
  });

  it('the shipped rules raise no flood over a holiday on which everybody falls to a fifth', async () => {
    const isHoliday = (day: string) => day >= '2025-04-14' && day <= '2025-04-21';
    const world = await live('2025-02-01', '2025-05-20', (day) => (isHoliday(day) ? 0.2 : 1));
    expect(await raisedFrom(world, '2025-04-14')).toBeLessThanOrEqual(MOST_A_WEEK * 5);
  });

  it('the shipped rules raise no flood when tracking is down for three days, nor when it is back', async () => {
    const isDown = (day: string) => day >= '2025-04-14' && day <= '2025-04-16';
    const world = await live('2025-02-01', '2025-05-20', (day) => (isDown(day) ? 0 : 1), isDown);
    expect(await raisedFrom(world, '2025-04-14')).toBeLessThanOrEqual(MOST_A_WEEK * 5);
    expect(await raisedFrom(world, '2025-04-14')).toBe(
      world.published.filter((a) => a.day >= '2025-04-14').length,
    );
  });
});

describe('what comes all at once', () => {
  const drops = shippedRules();

  it('a thousand accounts that existed before are taken note of, and nobody is alerted', async () => {
    const world = new RuleWorld(drops);
    const accounts = stableAccounts(1_000, 3);
    for (const day of daysInRange('2025-03-03', '2025-03-05')) {
      world.count(day, accounts.day(day));
      expect(await world.close(day)).toBe(0);
    }
  });

  it('400 days of history imported into a running system raise nothing', async () => {
    const world = new RuleWorld(drops);
    const now = stableAccounts(5, 1);
    for (const day of daysInRange('2025-03-01', '2025-03-10')) {
      world.count(day, now.day(day));
      await world.close(day);
    }
    // Others' past: forty of whom the second half fell silent at New Year.
    const past = stableAccounts(40, 2);
    const others = (day: string) => {
      const lines = past.day(day).map(([user, account, event, count]) => {
        return [`past-${user}`, `past-${account}`, event, count] as const;
      });
      return lines.filter(([, account]) => day < '2025-01-01' || /-1?\d$/.test(account));
    };
    for (const day of daysInRange('2024-02-05', '2025-03-10')) {
      world.count(day, [...others(day), ...(day < '2025-03-01' ? [] : now.day(day))]);
    }
    for (const day of daysInRange('2025-03-11', '2025-03-17')) {
      world.count(day, [...others(day), ...now.day(day)]);
      await world.close(day);
    }
    const told = world.published.filter(({ subjectId }) => subjectId.startsWith('past-'));
    expect(told.length).toBeLessThanOrEqual(MOST_A_WEEK);
  });

  it('the first day under a new version of the model is a baseline', async () => {
    const world = new RuleWorld(drops);
    const accounts = stableAccounts(60, 5);
    for (const day of daysInRange('2025-01-01', '2025-03-10')) {
      world.count(day, accounts.day(day));
      await world.close(day);
    }
    world.model = aModel({ events: { Opened: { weight: 1 }, Invited: { weight: 500 } } }, 2);
    const changed = '2025-03-11';
    world.count(changed, accounts.day(changed));
    expect(await world.close(changed)).toBe(0);
    expect(await world.close(addDays(changed, 1))).toBeLessThanOrEqual(MOST_A_WEEK);
  });
});
