import { beforeEach, describe, expect, it } from 'vitest';
import type { Alert } from '../../lib/alerts/alert.ts';
import { ALERT_KINDS, KINDS } from '../../lib/alerts/kinds/kinds.ts';
import type { AlertRule } from '../../lib/alerts/rule.ts';
import { massAlert } from '../../lib/alerts/rules/save-transitions.ts';
import { addDays } from '../../lib/model/day.ts';
import { aModel } from '../support/builders/a-model.ts';
import { anEvent } from '../support/builders/an-event.ts';
import { sampleAlert } from '../support/builders/sample-alert.ts';
import { score } from '../support/builders/score.ts';
import {
  group,
  identify,
  november,
  openEventWorld,
  putRule,
  receive,
  waitingAlerts,
} from '../support/worlds/event-world.ts';
import { RuleWorld } from '../support/worlds/rule-world.ts';
import { expectGolden } from './golden-file.ts';

const ADVICE = 'What an alert of some kind says has changed.';
const BEGIN = '2026-03-01';

const CLOSED_DAY_RULES: readonly Omit<AlertRule, 'id' | 'enabled'>[] = [
  { kind: 'score.decreased', threshold: 20 },
  { kind: 'score.decreased', threshold: 20, scope: 'user' },
  { kind: 'score.increased', threshold: 20, minTenureDays: 20 },
  { kind: 'score.increased', threshold: 20, scope: 'user', window: 1 },
  { kind: 'score.below', threshold: 50 },
  { kind: 'score.below', threshold: 50, scope: 'user', window: 30 },
  { kind: 'score.above', threshold: 60, minTenureDays: 10 },
  { kind: 'score.above', threshold: 80, scope: 'user' },
  { kind: 'activation.progressed', threshold: 0.5 },
  { kind: 'activation.progressed', threshold: 0.5, scope: 'user' },
  { kind: 'activation.completed' },
  { kind: 'activation.completed', scope: 'user' },
  { kind: 'account.inactive', days: 5, minActiveDays: 3 },
  { kind: 'account.reactivated', days: 10 },
  { kind: 'user.inactive', days: 5 },
  { kind: 'segment.entered', segment: 'busy' },
  { kind: 'segment.entered', segment: 'busy', scope: 'user' },
  { kind: 'segment.left', segment: 'busy' },
  { kind: 'segment.left', segment: 'busy', scope: 'user' },
];

const STEPS = ['Opened', 'Invited'].map((event) => ({ id: event, when: { event } }));

const CLOSED_DAY_MODEL = aModel({
  activation: { user: { steps: STEPS }, account: { steps: STEPS } },
  segments: { busy: { of: 'account', label: 'Busy', when: { metric: 'score', atLeast: 60 } } },
});

/** How often an account's people open something on a day: a0 falls, a1 rises, a2 goes and comes. */
function opensOn(account: number, day: number): number {
  if (account === 0) return day < 40 ? 10 : 1;
  if (account === 1) return day < 40 ? 1 : 10;
  return day >= 30 && day < 45 ? 0 : 8;
}

/** What everybody does on a day; people come to a3 from day 50 on, and invite others two days later. */
function linesOn(day: number) {
  const opened = [0, 1, 2].flatMap((account) =>
    ['x', 'y'].flatMap((user) => {
      const opens = opensOn(account, day);
      if (opens === 0) return [];
      return [[`${user}${account}`, `a${account}`, 'Opened', opens] as const];
    }),
  );
  const came = day < 50 ? [] : [[`new${day}`, 'a3', 'Opened', 1] as const];
  const invited = day < 52 ? [] : [[`new${day - 2}`, 'a3', 'Invited', 1] as const];
  return [...opened, ...came, ...invited];
}

async function alertsOfClosedDays(): Promise<readonly Alert[]> {
  const world = new RuleWorld(
    CLOSED_DAY_RULES.map((rule, number) => ({ ...rule, id: `rule-${number}`, enabled: true })),
  );
  world.model = CLOSED_DAY_MODEL;
  for (let day = 0; day < 60; day++) {
    world.count(addDays(BEGIN, day), linesOn(day));
    await world.close(addDays(BEGIN, day));
  }
  return (await world.alerts.list(100_000)).alerts;
}

const EVENT_KINDS = [
  'account.created',
  'account.converted',
  'account.user_added',
  'account.user_removed',
  'account.cancelled',
  'account.reactivated',
] as const;

async function alertsOfEvents(): Promise<readonly Alert[]> {
  for (const kind of EVENT_KINDS) await putRule({ kind }, kind);
  for (const kind of ['feature.adopted', 'feature.risk_used'] as const) {
    await putRule({ kind }, kind);
    await putRule({ kind, scope: 'user' }, `${kind}-user`);
  }
  const traits = { createdAt: november(1), name: 'Acme Inc', plan: 'trial', csm: 'dana' };
  const ada = identify(november(1), 'ada', november(1));
  const bob = identify(november(3), 'bob', november(3));
  await receive(november(1), group(november(1), traits), ada);
  await receive(november(3), group(november(3), { plan: 'team' }), bob);
  const deeds = ['Reported', 'Exported', 'Account Removed User', 'Subscription Cancelled'];
  for (const [index, event] of deeds.entries()) {
    const at = november(4 + index);
    await receive(at, anEvent({ at, account: 'acme', user: 'bob', event }));
  }
  await receive(november(9), group(november(9), { plan: 'trial' }));
  return waitingAlerts();
}

/** The first alert of each kind and scope, as lines of JSON. */
function firstOfEach(alerts: readonly Alert[]): readonly string[] {
  const first = new Map<string, string>();
  for (const alert of alerts.toSorted((a, b) => (a.day + a.id < b.day + b.id ? -1 : 1))) {
    const { kind, scope, day, title, text, facts } = alert;
    const line = `${JSON.stringify({ kind, scope, day, title, text, facts })}\n`;
    if (!first.has(`${kind} ${scope}`)) first.set(`${kind} ${scope}`, line);
  }
  return [...first.values()].sort();
}

describe('every kind of alert', () => {
  beforeEach(openEventWorld);

  it('every kind of alert says about the same days what its golden file holds', async () => {
    const lines = [
      ...firstOfEach(await alertsOfClosedDays()),
      ...firstOfEach(await alertsOfEvents()),
    ];
    const kinds = new Set(lines.map((line) => JSON.parse(line).kind));
    expect([...kinds].sort()).toEqual([...ALERT_KINDS].sort());
    expectGolden('alert-kinds', lines.join(''), ADVICE);
  });

  it('a message about many alerts of a kind has the title of its golden file', () => {
    const { model } = CLOSED_DAY_MODEL;
    const scores = score([]);
    const context = { fingerprint: (parts: readonly string[]) => parts.join('/'), raisedAt: '' };
    const kinds = [...new Set(CLOSED_DAY_RULES.map(({ kind }) => kind))];
    const lines = kinds.map((kind) => {
      const alerts = Array.from({ length: 21 }, (_, n) => ({ ...sampleAlert(), kind, id: `${n}` }));
      const rule: AlertRule = { id: 'r', kind, enabled: true };
      const { closedDay: trigger } = KINDS[kind];
      if (!trigger) throw new Error(`${kind} does not look at closed days`);
      const ruleDay = { rule, subjectKind: 'account', scores, model, suspect: [] } as const;
      const { title, text } = massAlert({ ruleDay, trigger }, alerts, context);
      return `${kind} ${title} ${text.split('\n').at(-1)}\n`;
    });
    expectGolden('mass-titles', lines.join(''), ADVICE);
  });
});
