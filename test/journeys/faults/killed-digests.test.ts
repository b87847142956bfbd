import { expect, it } from 'vitest';
import type { Digest } from '../../../lib/alerts/message/digest.ts';
import { prepareDigests, sendDigests } from '../../../lib/runtime/jobs/alerts/send-digests.ts';
import { fingerprint } from '../../../lib/runtime/services/hash-functions.ts';
import { aModel } from '../../support/builders/a-model.ts';
import { score } from '../../support/builders/score.ts';
import { someCounts } from '../../support/builders/some-counts.ts';
import { isInjected } from '../../support/stores/fate-wheel.ts';
import { type Fate, faulty } from '../../support/stores/faulty.ts';
import { testServices } from '../../support/worlds/test-services.ts';

const scores = score([someCounts('2026-11-20', [['ada', 'acme', 'Opened', 3]])]);
const RUN = { model: aModel(), scores };
const CONTEXT = {
  fingerprint,
  directory: new Map(),
  accounts: new Map(),
  raisedAt: '2026-11-21T00:10:00.000Z',
};

/** Sends the digests of two subscriptions, dying at a call; then again, by who comes after. */
async function sentAround(kill: number, last: Fate) {
  const services = await testServices();
  for (const id of ['dana', 'eli']) {
    const body = { id, type: 'slack', url: 'https://slack.com/x', digest: 'daily', enabled: true };
    await services.documents.put('subscription', id, body, 0);
  }
  const sent: string[] = [];
  const publisher = {
    publish: async () => [],
    sendDigest: async ({ id }: Digest) => {
      sent.push(id);
      return true;
    },
  };
  let calls = 0;
  const fateOf = (): Fate => {
    calls++;
    if (calls < kill) return 'works';
    return calls === kill ? last : 'fails before';
  };
  const dying = {
    ...services,
    documents: faulty(services.documents, fateOf),
    alerts: faulty(services.alerts, fateOf),
    publisher: faulty(publisher, fateOf),
  };
  const send = async (by: typeof dying) => sendDigests(by, await prepareDigests(by, RUN, CONTEXT));
  await send(dying).catch((error: unknown) => {
    if (!isInjected(error)) throw error;
  });
  await send({ ...services, publisher });
  return { sent, calls };
}

it('a digest is lost to no death, and sent twice only under its one id', async () => {
  const { sent: wanted, calls } = await sentAround(Number.POSITIVE_INFINITY, 'works');
  expect(wanted).toHaveLength(2);
  for (let kill = 1; kill <= calls; kill++) {
    for (const last of ['fails before', 'dies after'] as const) {
      const { sent } = await sentAround(kill, last);
      expect(new Set(sent)).toEqual(new Set(wanted));
      expect(sent.length).toBeLessThanOrEqual(3);
    }
  }
});
