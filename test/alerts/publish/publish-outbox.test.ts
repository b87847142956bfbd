import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../lib/alerts/alert.ts';
import type { AlertStore } from '../../../lib/alerts/alert-store.ts';
import { publishOutbox } from '../../../lib/alerts/publish/publish-outbox.ts';
import { sampleAlerts } from '../../support/builders/sample-alert.ts';
import { faulty } from '../../support/stores/faulty.ts';
import { memoryStores } from '../../support/stores/memory-stores.ts';

/** One rule state for each alert. */
async function storeWith(alerts: readonly Alert[]): Promise<AlertStore> {
  const store = memoryStores().alerts;
  for (const [at, alert] of alerts.entries()) {
    const subject = at.toString(16).padStart(16, '0');
    const state = { rule: alert.rule, subject, state: 'fired', day: alert.day } as const;
    await store.putState({ ...state, outbox: [alert] }, 0);
  }
  return store;
}

/** Takes what it is told to take, and remembers all it was shown. */
function publisher(takes: (alert: Alert) => boolean = () => true) {
  const shown: string[] = [];
  return {
    shown,
    publish: async (alerts: readonly Alert[]) => {
      shown.push(...alerts.map(({ id }) => id));
      return alerts.filter(takes).map(({ id }) => id);
    },
  };
}

const idsOf = (alerts: readonly Alert[]) => alerts.map(({ id }) => id);

describe('the outbox', () => {
  it('the outbox is emptied, however many alerts wait', async () => {
    const alerts = sampleAlerts(250);
    const [store, out] = [await storeWith(alerts), publisher()];
    expect(await publishOutbox(store, out)).toBe(250);
    expect(new Set(out.shown)).toEqual(new Set(idsOf(alerts)));
    expect(out.shown).toHaveLength(250);
    expect(await store.pending(1)).toEqual([]);
    expect(idsOf((await store.list(300)).alerts)).toHaveLength(250);
  });

  it('the outbox keeps what a publisher refused, and only that, for the next time', async () => {
    const alerts = sampleAlerts(10);
    const store = await storeWith(alerts);
    const refused = new Set([alerts[2]?.id, alerts[7]?.id]);
    expect(
      await publishOutbox(
        store,
        publisher(({ id }) => !refused.has(id)),
      ),
    ).toBe(8);
    const again = publisher();
    expect(await publishOutbox(store, again)).toBe(2);
    expect(new Set(again.shown)).toEqual(refused);
  });

  it('the outbox lists an alert before anybody hears of it', async () => {
    const [alert] = sampleAlerts(1);
    const store = await storeWith(sampleAlerts(1));
    const found: unknown[] = [];
    await publishOutbox(store, {
      publish: async (alerts) => {
        for (const { id } of alerts) found.push(await store.getAlert(id));
        return [];
      },
    });
    expect(found).toEqual([alert]);
  });

  it('the outbox keeps an alert that was raised while the others went out', async () => {
    const [first, second] = sampleAlerts(2);
    if (!first || !second) throw new Error('two alerts were made');
    const store = await storeWith([first]);
    const [stored] = await store.pending(1);
    await publishOutbox(store, {
      publish: async ([alert]) => {
        if (stored && alert?.id === first.id) {
          await store.putState({ ...stored.state, outbox: [first, second] }, stored.revision);
        }
        return alert ? [alert.id] : [];
      },
    });
    const left = (await store.pending(1)).flatMap(({ state }) => idsOf(state.outbox));
    expect(left).toContain(second.id);
  });

  it('the outbox loses no alert and makes no second id of one, wherever the process dies', async () => {
    const alerts = sampleAlerts(3);
    for (let kill = 1; kill <= 12; kill++) {
      for (const fate of ['fails before', 'dies after'] as const) {
        const [store, out] = [await storeWith(alerts), publisher()];
        let calls = 0;
        const fateOf = () => {
          calls++;
          if (calls < kill) return 'works';
          return calls === kill ? fate : 'fails before';
        };
        const dying = publishOutbox(faulty(store, fateOf), faulty(out, fateOf));
        await dying.catch(() => undefined);
        await publishOutbox(store, out);
        expect(new Set(out.shown)).toEqual(new Set(idsOf(alerts)));
        expect(await store.pending(1)).toEqual([]);
        expect((await store.list(10)).alerts).toHaveLength(3);
      }
    }
  });
});
