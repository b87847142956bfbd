import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../../lib/alerts/alert.ts';
import { publishPending } from '../../../../lib/runtime/jobs/alerts/publish-pending.ts';
import { sampleAlert } from '../../../support/builders/sample-alert.ts';
import { memoryStores } from '../../../support/stores/memory-stores.ts';

async function withOneWaiting() {
  const sent: Alert[] = [];
  const { alerts } = memoryStores();
  const alert = sampleAlert();
  const { rule, subject, day } = alert;
  await alerts.putState({ rule, subject, day, state: 'fired', outbox: [alert] }, 0);
  const publish = async (published: readonly Alert[]) => {
    sent.push(...published);
    return published.map(({ id }) => id);
  };
  return { sent, documents: memoryStores().documents, alerts, publisher: { publish } };
}

describe('the outbox', () => {
  it('the outbox keeps what waits while it is paused, and publishes it afterwards', async () => {
    const services = await withOneWaiting();
    await services.documents.put('setting', 'outbox', { paused: true }, 0);
    expect(await publishPending(services)).toBe(0);
    expect(services.sent).toEqual([]);
    expect(await services.alerts.pending(10)).toHaveLength(1);

    await services.documents.put('setting', 'outbox', { paused: false }, 1);
    expect(await publishPending(services)).toBe(1);
    expect(services.sent).toHaveLength(1);
    expect(await services.alerts.pending(10)).toEqual([]);
  });

  it('the outbox is open by default', async () => {
    expect(await publishPending(await withOneWaiting())).toBe(1);
  });
});
