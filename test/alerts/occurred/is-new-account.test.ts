import { beforeEach, describe, expect, it } from 'vitest';
import type { Stores } from '../../../lib/dynamo/stores/dynamo-stores.ts';
import { applyBatches } from '../../../lib/runtime/jobs/catch-up/run-tail.ts';
import type { RunServices } from '../../../lib/runtime/jobs/score/record-run.ts';
import { aBatch, anEvent } from '../../support/builders/an-event.ts';
import { memoryStores } from '../../support/stores/memory-stores.ts';
import { emptyWorld } from '../../support/worlds/durable-world.ts';

let stores: Stores;
beforeEach(() => {
  stores = memoryStores();
});

describe('the alert of a new account', () => {
  const NOW = '2026-11-20T10:00:00Z';

  async function services(now = NOW, enabled = true): Promise<RunServices> {
    const rule = { id: 'new', kind: 'account.created', enabled };
    await stores.documents.put('rule', rule.id, rule, 0);
    return (await emptyWorld(now, stores)).start().services;
  }

  const group = (account: string, createdAt: string, at = NOW) => ({
    ...anEvent({ user: 'ada', account, at, event: '$group' }),
    kind: 'group' as const,
    traits: { createdAt },
  });

  const waiting = async () =>
    (await stores.alerts.pending(2_000)).flatMap(({ state }) => state.outbox);

  it('the alert of a new account is raised once, however often and in how many batches its events come', async () => {
    const tail = await services();
    const event = group('acme', NOW);
    await applyBatches(tail, [aBatch(NOW, [event, event]), aBatch(NOW, [event])]);
    await applyBatches(await services(), [aBatch(NOW, [event])]);
    const nextMorning = '2026-11-21T09:00:00Z';
    const again = group('acme', NOW, nextMorning);
    await applyBatches(await services(nextMorning), [aBatch(nextMorning, [again])]);
    expect(await waiting()).toMatchObject([{ kind: 'account.created', subjectId: 'acme' }]);
  });

  it('the alert of a new account is raised once when fifty tails read the same batch', async () => {
    const batch = aBatch(NOW, [group('acme', NOW)]);
    const tails = await Promise.all(Array.from({ length: 50 }, () => services()));
    await Promise.allSettled(tails.map((tail) => applyBatches(tail, [batch])));
    expect(await waiting()).toHaveLength(1);
  });

  it('the alert of a new account is not raised by an event, nor of an account, older than 24 hours', async () => {
    const tail = await services();
    const old = '2026-11-19T09:59:00Z';
    await applyBatches(tail, [
      aBatch(NOW, [group('long there', old), group('told late', old, old)]),
    ]);
    expect(await waiting()).toEqual([]);
  });

  it('the alert of a new account is not raised for a thousand accounts that a new source brings along', async () => {
    const tail = await services();
    const events = Array.from({ length: 1_000 }, (_, a) => {
      return anEvent({ user: `user ${a}`, account: `account ${a}`, at: NOW });
    });
    await applyBatches(tail, [aBatch(NOW, events)]);
    expect(await waiting()).toEqual([]);
  });

  it('the alert of a new account is not raised by a rule that is off', async () => {
    const tail = await services(NOW, false);
    await applyBatches(tail, [aBatch(NOW, [group('acme', NOW)])]);
    expect(await waiting()).toEqual([]);
  });
});
