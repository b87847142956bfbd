import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { expect, it } from 'vitest';
import { TABLE } from '../../../fixtures/dynalite-stores.ts';
import type { Alert, RuleState } from '../../../lib/alerts/alert.ts';
import { toRuleStateItem } from '../../../lib/dynamo/stores/dynamo-alert-store.ts';
import { type EachStore, onEachStore } from '../../support/stores/on-each-store.ts';

function alertOf(number: number, more: Partial<Alert> = {}): Alert {
  return {
    id: number.toString(16).padStart(32, '0'),
    rule: 'drop',
    kind: 'score.decreased',
    scope: 'account',
    severity: 'high',
    model: 'default',
    subject: '00000000000000a2',
    subjectId: 'acme',
    day: '2026-05-02',
    raisedAt: new Date(Date.UTC(2026, 4, 3, 0, 0, number)).toISOString(),
    title: 'Acme fell by 24',
    text: 'fewer Task Completed',
    facts: JSON.parse('{"__proto__":1,"from":80,"to":56}'),
    ...more,
  };
}

function stateOf(rule: string, subject: string, outbox: readonly Alert[] = []): RuleState {
  return { rule, subject, state: 'fired', day: '2026-05-02', outbox };
}

onEachStore('a rule state', ({ stores }) => {
  it('a rule state is written by one of those who read the same revision', async () => {
    const { alerts } = stores();
    const subject = '00000000000000a2';
    expect(await alerts.getState('drop', subject)).toBeUndefined();
    const states = ['2026-05-01', '2026-05-02'].map((day) => ({
      ...stateOf('drop', subject),
      day,
    }));
    const written = await Promise.all(states.map((state) => alerts.putState(state, 0)));
    expect(written.filter((first) => first)).toHaveLength(1);
    const stored = await alerts.getState('drop', subject);
    expect(stored).toEqual({ state: states[written.indexOf(true)], revision: 1 });
    expect(await alerts.putState(stateOf('drop', subject), 1)).toBe(true);
    expect((await alerts.getState('drop', subject))?.revision).toBe(2);
  });

  it('a rule state is pending as long as its outbox holds alerts', async () => {
    const { alerts } = stores();
    const waiting = stateOf('pending#1', 'b', [alertOf(1)]);
    await alerts.putState(stateOf('pending#1', 'a'), 0);
    await alerts.putState(waiting, 0);
    expect(await alerts.pending(10)).toEqual([{ state: waiting, revision: 1 }]);
    await alerts.putState({ ...waiting, outbox: [] }, 1);
    expect(await alerts.pending(10)).toEqual([]);
  });

  it('a read of pending rule states returns as many as its limit, and no more', async () => {
    const { alerts } = stores();
    for (const subject of ['1', '2', '3']) {
      await alerts.putState(stateOf('many', subject, [alertOf(2)]), 0);
    }
    expect(await alerts.pending(2)).toHaveLength(2);
    expect(await alerts.pending(10)).toHaveLength(3);
  });
});

/** By 25 a call: 5,000 single puts would take most of the suite's time. */
async function putStates({ client }: EachStore, states: readonly RuleState[]) {
  for (let at = 0; at < states.length; at += 25) {
    const puts = states.slice(at, at + 25).map((state) => ({
      PutRequest: { Item: toRuleStateItem(state, 1) },
    }));
    await client().send(new BatchWriteCommand({ RequestItems: { [TABLE]: puts } }));
  }
}

onEachStore('5,000 rule states', (each) => {
  it('5,000 rule states are read by rule', async () => {
    const { alerts } = each.stores();
    const subjects = Array.from({ length: 5_000 }, (_, i) => i.toString(16).padStart(16, '0'));
    const states = subjects.map((subject) => stateOf('all', subject));
    await putStates(each, [...states, stateOf('all#other', 'a')]);
    const read = await alerts.statesOf('all');
    expect(read.map(({ state }) => state.subject).sort()).toEqual(subjects);
  });
});

onEachStore('an alert', ({ stores }) => {
  it('an alert that is put twice is listed once, as it was first', async () => {
    const { alerts } = stores();
    const first = alertOf(1);
    const again = alertOf(1, { raisedAt: '2026-06-01T00:00:00.000Z', title: 'again' });
    await alerts.putAlert(first);
    await Promise.all([alerts.putAlert(again), alerts.putAlert(again)]);
    expect(await alerts.getAlert(first.id)).toEqual(first);
    expect(Object.keys((await alerts.getAlert(first.id))?.facts ?? {})).toContain('__proto__');
    expect(await alerts.list(10)).toEqual({ alerts: [first] });
    expect(await alerts.getAlert('0')).toBeUndefined();
  });

  it('an alert that several put at once is listed once', async () => {
    const { alerts } = stores();
    const copies = [2, 3, 4].map((second) =>
      alertOf(9, { raisedAt: `2026-05-04T00:00:0${second}.000Z` }),
    );
    await Promise.all(copies.map((copy) => alerts.putAlert(copy)));
    const listed = (await alerts.list(10)).alerts.filter(({ id }) => id === alertOf(9).id);
    expect(listed).toEqual([await alerts.getAlert(alertOf(9).id)]);
  });
});

onEachStore('the list of alerts', ({ stores }) => {
  it('the list of alerts is paged newest first, over months, to its end', async () => {
    const { alerts } = stores();
    const all = Array.from({ length: 25 }, (_, i) =>
      alertOf(i, { raisedAt: new Date(Date.UTC(2026, 2 + (i % 4), 1, i)).toISOString() }),
    );
    for (const alert of all) await alerts.putAlert(alert);
    const paged: Alert[] = [];
    let cursor: string | undefined;
    do {
      const page = await alerts.list(10, cursor);
      expect(page.alerts.length).toBeLessThanOrEqual(10);
      paged.push(...page.alerts);
      cursor = page.next;
    } while (cursor !== undefined);
    const newestFirst = [...all].sort((a, b) => (a.raisedAt > b.raisedAt ? -1 : 1));
    expect(paged).toEqual(newestFirst);
  });

  it('the list of alerts goes on where a page ended although newer alerts came', async () => {
    const { alerts } = stores();
    const first = await alerts.list(5);
    const second = await alerts.list(5, first.next);
    await alerts.putAlert(alertOf(99, { raisedAt: '2027-01-01T00:00:00.000Z' }));
    expect(await alerts.list(5, first.next)).toEqual(second);
  });

  it('the list of alerts refuses a cursor that no page gave', async () => {
    const { alerts } = stores();
    await expect(alerts.list(5, '')).rejects.toMatchObject({ code: 'invalid' });
  });
});

onEachStore('an alert that is replaced', ({ stores }) => {
  it('an alert that is replaced stays where it was in the list, and one that was never put is not made', async () => {
    const { alerts } = stores();
    const [first, second] = [alertOf(1), alertOf(2)];
    expect(await alerts.replaceAlert(first)).toBe(false);
    for (const alert of [first, second]) await alerts.putAlert(alert);
    const later = { ...first, raisedAt: second.raisedAt, text: '' };
    expect(await alerts.replaceAlert(later)).toBe(true);
    expect(await alerts.list(10)).toEqual({ alerts: [second, { ...first, text: '' }] });
    expect(await alerts.getAlert(first.id)).toEqual({ ...first, text: '' });
  });
});
