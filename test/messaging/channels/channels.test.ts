import { describe, expect, it } from 'vitest';
import { readSubscription } from '../../../lib/http/schema/subscription-schema.ts';
import { CHANNELS, queuedChannel } from '../../../lib/messaging/channels/channels.ts';
import { CONSOLE } from '../../../lib/messaging/channels/console.ts';
import { EMAIL } from '../../../lib/messaging/channels/email.ts';
import { SLACK } from '../../../lib/messaging/channels/slack.ts';
import { WEBHOOK } from '../../../lib/messaging/channels/webhook.ts';
import { webhookSecret } from '../../../lib/messaging/channels/webhook-signature.ts';
import { sampleAlert } from '../../support/builders/sample-alert.ts';
import { sampleDigest } from '../../support/builders/sample-digest.ts';

const ATTEMPT = { id: 'a1', atMs: Date.UTC(2026, 10, 21), body: '{}' };
const AT = '2026-11-21T00:00:00.000Z';

describe('channels', () => {
  it.each([
    ['webhook', 'url', 'https://example.com/in'],
    ['slack', 'url', 'https://hooks.slack.com/services/T/B/x'],
    ['email', 'address', 'dana@example.com'],
  ])('a subscription by %s needs its %s', (type, field, value) => {
    expect(readSubscription({ type, [field]: value }, 'a')).toMatchObject({ type, [field]: value });
    expect(() => readSubscription({ type }, 'a')).toThrow(field);
  });

  it('the queue of deliveries serves the channels that post to a url', () => {
    const names = ['webhook', 'slack', 'email', 'console'] as const;
    expect(Object.keys(CHANNELS)).toEqual(names);
    expect(names.filter((name) => queuedChannel(name))).toEqual(['webhook', 'slack']);
  });

  it('webhooks are signed by the previous secret, too, until its time is over', () => {
    const [secret, previousSecret] = [webhookSecret(), webhookSecret()];
    const subscription = {
      id: 'a',
      type: 'webhook',
      enabled: true,
      secret,
      previousSecret,
    } as const;
    const signatures = (previousUntil: string) => {
      const headers = WEBHOOK.headers(ATTEMPT, { ...subscription, previousUntil });
      return String(Object(headers)['webhook-signature']).split(' ').length;
    };
    expect(signatures('2026-11-21T00:00:00.001Z')).toBe(2);
    expect(signatures(AT)).toBe(1);
    const unsigned = WEBHOOK.headers(ATTEMPT, { id: 'a', type: 'webhook', enabled: true });
    expect(unsigned).toBe('the subscription has no secret to sign by');
  });

  it('Slack gets twenty alerts in a message, without headers and paced', () => {
    expect(SLACK.alertsPerMessage).toBe(20);
    expect(SLACK.headers(ATTEMPT, { id: 'a', type: 'slack', enabled: true })).toEqual({});
    expect(SLACK.pacing?.isDue(1_000, 1_500)).toBe(true);
    expect(WEBHOOK.pacing).toBeUndefined();
  });

  it('a trial alert is a message in the form of its channel', () => {
    expect(SLACK.trialPayload('Hello', AT)).toEqual({ text: 'Hello' });
    expect(WEBHOOK.trialPayload('Hello', AT)).toEqual({
      type: 'test',
      timestamp: AT,
      data: { message: 'Hello' },
    });
  });

  it('email refuses owners that the topic cannot compare', () => {
    const subscription = { id: 'a', type: 'email', enabled: true } as const;
    expect(EMAIL.fault({ ...subscription, owner: 'Dana "D"' })).toContain('quotation mark');
    expect(EMAIL.fault({ ...subscription, owner: 'Dana' })).toBeUndefined();
    expect(EMAIL.alertMessage(sampleAlert()).subject).toContain('Acme Inc fell from 80 to 52');
  });

  it('the console has a line for an alert and one for each account of a digest', () => {
    expect(CONSOLE.alertLine(sampleAlert())).toContain('Acme Inc fell from 80 to 52');
    const lines = CONSOLE.digestLines(sampleDigest());
    expect(lines.some((line) => line.startsWith('    Acme Inc'))).toBe(true);
  });
});
