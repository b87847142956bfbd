import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { alertPayload } from '../../../lib/alerts/message/alert-event.ts';
import { jsonText } from '../../../lib/alerts/message/json-text.ts';
import {
  secretFault,
  signatureHeaders,
  webhookSecret,
} from '../../../lib/messaging/channels/webhook-signature.ts';
import { sampleAlert } from '../../support/builders/sample-alert.ts';

const body = jsonText(alertPayload(sampleAlert({ name: 'Zoë 😀 & Söhne' })));
const id = sampleAlert().id;

function secretOf(bytes: number): string {
  return `whsec_${Buffer.alloc(bytes, 7).toString('base64')}`;
}

describe('a signature', () => {
  it('a webhook signature is verified by the reference library', () => {
    const secret = webhookSecret();
    const headers = signatureHeaders({ id, atMs: Date.now(), body, secrets: [secret] });
    expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
  });

  it('a webhook signature is the one that the reference library makes', () => {
    const secret = webhookSecret();
    const at = new Date('2026-03-02T00:10:00Z');
    expect(signatureHeaders({ id, atMs: at.getTime(), body, secrets: [secret] })).toEqual({
      'webhook-id': id,
      'webhook-timestamp': '1772410200',
      'webhook-signature': new Webhook(secret).sign(id, at, body),
    });
  });

  it('a webhook signature is verified by the old and the new secret while receivers change over', () => {
    const secrets = [webhookSecret(), webhookSecret()];
    const headers = signatureHeaders({ id, atMs: Date.now(), body, secrets });
    for (const secret of secrets) {
      expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
    }
    expect(() => new Webhook(webhookSecret()).verify(body, headers)).toThrow('No matching');
  });

  it('a webhook signature does not fit another body, another id or a time of six minutes ago', () => {
    const secret = webhookSecret();
    const webhook = new Webhook(secret);
    const headers = signatureHeaders({ id, atMs: Date.now(), body, secrets: [secret] });
    expect(() => webhook.verify(`${body} `, headers)).toThrow('No matching');
    expect(() => webhook.verify(body, { ...headers, 'webhook-id': 'another' })).toThrow();
    const old = signatureHeaders({ id, atMs: Date.now() - 360_000, body, secrets: [secret] });
    expect(() => webhook.verify(body, old)).toThrow('too old');
  });

  it('a webhook signature needs a secret', () => {
    expect(() => signatureHeaders({ id, atMs: 0, body, secrets: [] })).toThrow('no secret');
  });
});

describe('a secret', () => {
  it('a webhook secret made here can sign, and is another one each time', () => {
    expect(secretFault(webhookSecret())).toBeUndefined();
    expect(webhookSecret()).not.toBe(webhookSecret());
  });

  it.each([
    [secretOf(24), undefined],
    [secretOf(64), undefined],
    [secretOf(23), 'has 23 bytes, allowed are 24 to 64'],
    [secretOf(65), 'has 65 bytes, allowed are 24 to 64'],
    ['secret', 'must begin with whsec_'],
    ['whsec_not base64!', 'must be base64 after whsec_'],
  ])('a webhook secret of %s: %s', (secret, fault) => {
    expect(secretFault(secret)).toBe(fault);
  });

  it('an error never shows a webhook secret that cannot sign', () => {
    const secret = secretOf(20);
    const sign = () => signatureHeaders({ id, atMs: 0, body, secrets: [secret] });
    expect(sign).toThrow('the webhook secret has 20 bytes');
    expect(sign).not.toThrow(secret);
  });
});
