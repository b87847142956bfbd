import { expect, it } from 'vitest';
import type { Digest } from '../../../../lib/alerts/message/digest.ts';
import { digestParts } from '../../../../lib/alerts/message/digest.ts';
import { slackDigest } from '../../../../lib/messaging/channels/slack-message.ts';
import type { ModelVersion } from '../../../../lib/model/scoring-model.ts';
import { prepareDigests, sendDigests } from '../../../../lib/runtime/jobs/alerts/send-digests.ts';
import { fingerprint } from '../../../../lib/runtime/services/hash-functions.ts';
import type { DayScores } from '../../../../lib/scores/snapshot/day-scores.ts';
import { aModel } from '../../../support/builders/a-model.ts';
import { sampleAlert } from '../../../support/builders/sample-alert.ts';
import { score } from '../../../support/builders/score.ts';
import { someCounts } from '../../../support/builders/some-counts.ts';
import { testServices } from '../../../support/worlds/test-services.ts';

it('a daily digest goes out once for the day that closed, with alerts that are only in it', async () => {
  const services = await testServices();
  for (const subscription of [
    { id: 'dana', type: 'slack', url: 'https://slack.com/x', owner: 'dana', digest: 'daily' },
    { id: 'off', type: 'slack', url: 'https://slack.com/x', digest: 'daily', enabled: false },
    { id: 'single', type: 'slack', url: 'https://slack.com/x' },
  ]) {
    await services.documents.put(
      'subscription',
      subscription.id,
      { enabled: true, ...subscription },
      0,
    );
  }
  const title = 'Acme <!here> adopted reports';
  const noted = { told: 'digest', raisedAt: '2026-11-20T15:00:00.000Z' } as const;
  for (const alert of [
    { id: 'a1', title },
    { id: 'a2', title: 'of somebody else', owner: 'eli' },
    { id: 'a3', title: 'told before', raisedAt: '2026-11-20T00:09:00.000Z' },
    { id: 'a4', title: 'at the end of the day before', raisedAt: '2026-11-20T00:11:00.000Z' },
  ]) {
    await services.alerts.putAlert(sampleAlert({ ...noted, ...alert }));
  }
  const sent: [Digest, string][] = [];
  const publisher = {
    publish: async () => [],
    sendDigest: async (digest: Digest, { id }: { readonly id: string }) => {
      sent.push([digest, id]);
      return true;
    },
  };
  const scores = score([someCounts('2026-11-20', [['ada', 'acme', 'Opened', 3]])]);
  const raisedAt = '2026-11-21T00:10:00.000Z';
  const context = { fingerprint, directory: new Map(), accounts: new Map(), raisedAt };
  services.time.now = Date.parse(raisedAt);
  const prepared = async (run: { model: ModelVersion; scores: DayScores }) =>
    prepareDigests(services, run, context);
  const waiting = await prepared({ model: aModel(), scores });
  for (let time = 0; time < 2; time++) await sendDigests({ ...services, publisher }, waiting);
  expect(await prepared({ model: aModel(), scores: { ...scores, asOf: '2026-11-19' } })).toEqual(
    [],
  );
  expect(await prepared({ model: aModel({ id: 'other' }), scores })).toEqual([]);
  expect(sent.map(([, id]) => id)).toEqual(['dana']);
  const digest = sent[0]?.[0];
  expect(digest && digestParts(digest)).toEqual([
    { heading: 'Also', lines: [title, 'at the end of the day before'] },
  ]);
  expect(digest && JSON.stringify(slackDigest(digest))).toContain('Acme &lt;!here&gt; adopted');
});
