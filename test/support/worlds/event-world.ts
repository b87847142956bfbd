import type { Alert } from '../../../lib/alerts/alert.ts';
import type { AlertRule } from '../../../lib/alerts/rule.ts';
import type { AcceptedEvent } from '../../../lib/events/event.ts';
import { putModel } from '../../../lib/model/model-versions.ts';
import { applyBatches } from '../../../lib/runtime/jobs/catch-up/run-tail.ts';
import { aModel } from '../builders/a-model.ts';
import { aBatch, anEvent } from '../builders/an-event.ts';
import { type TestServices, testServices } from './test-services.ts';

/** Of the test that runs; `openEventWorld` makes them anew. */
export let services: TestServices;

/** An installation with a model of lives, features and owners, and no rule. */
export async function openEventWorld(): Promise<void> {
  services = await testServices();
  const { model } = aModel({
    events: {
      Opened: { weight: 1 },
      Reported: { weight: 2, feature: 'reports' },
      Exported: { weight: 0, risk: true },
    },
    lifecycle: {
      trial: { trait: 'plan', equals: 'trial' },
      paid: { trait: 'plan', in: ['team', 'business'] },
      cancelled: { event: 'Subscription Cancelled' },
    },
    owner: { trait: 'csm' },
  });
  await putModel(services.documents, model);
}

export async function putRule(given: Omit<AlertRule, 'id' | 'enabled'>, id = 'r'): Promise<void> {
  await services.documents.put('rule', id, { id, enabled: true, ...given }, 0);
}

/** Events as they come at an instant, which becomes the services' own. */
export async function receive(at: string, ...events: readonly AcceptedEvent[]): Promise<void> {
  services.time.now = Date.parse(at);
  await applyBatches(services, [aBatch(at, events)]);
}

/** What went into outboxes so far. */
export async function waitingAlerts(): Promise<readonly Alert[]> {
  return (await services.alerts.pending(100)).flatMap(({ state }) => state.outbox);
}

export const group = (
  at: string,
  traits: Record<string, string>,
  account = 'acme',
): AcceptedEvent => ({
  ...anEvent({ at, account, user: 'ada', event: '$group' }),
  kind: 'group',
  traits,
});
export const identify = (at: string, user: string, createdAt: string): AcceptedEvent => ({
  ...anEvent({ at, user, account: 'acme', event: '$identify' }),
  kind: 'identify',
  traits: { createdAt, name: `Name of ${user}` },
});

/** An instant of a day of November 2026. */
export const november = (day: number, time = '10:00:00') =>
  `2026-11-${String(day).padStart(2, '0')}T${time}Z`;
