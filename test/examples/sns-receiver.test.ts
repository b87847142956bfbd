import { generateKeyPairSync, sign } from 'node:crypto';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createReceiver, type ReceivedAlert } from '../../examples/sns-receiver/create-receiver.ts';
import { isOfSns } from '../../examples/sns-receiver/verify-message.ts';

const TOPIC = 'arn:aws:sns:eu-west-1:123456789012:barometer-alerts';
const CERTIFICATE = 'https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0a1b.pem';
const CONFIRM = 'https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=abc';
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

type Fields = Readonly<Record<string, string>>;

const COMMON: Fields = {
  MessageId: '22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324',
  TopicArn: TOPIC,
  Timestamp: '2026-03-02T00:10:05.000Z',
  SignatureVersion: '2',
  SigningCertURL: CERTIFICATE,
};

/** The texts that AWS documents, written out field by field. */
function signedBody(fields: Fields, names: readonly string[]): string {
  const text = names.map((name) => `${name}\n${fields[name]}\n`).join('');
  const digest = fields['SignatureVersion'] === '1' ? 'sha1' : 'sha256';
  const signature = sign(digest, Buffer.from(text), privateKey).toString('base64');
  return JSON.stringify({ ...fields, Signature: signature });
}

function notification(given: Fields = {}): string {
  const Message = JSON.stringify({ id: '5f0c9a3be1d24478', title: 'Acme Inc fell\nfrom 80 to 52' });
  const fields = { ...COMMON, Type: 'Notification', Subject: 'Acme Inc fell', Message, ...given };
  const names = ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'];
  return signedBody(fields, names);
}

function confirmation(given: Fields = {}): string {
  const fields = {
    ...COMMON,
    Type: 'SubscriptionConfirmation',
    Message: 'You have chosen to subscribe',
    Token: 'abc',
    SubscribeURL: CONFIRM,
    ...given,
  };
  const names = ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'];
  return signedBody(fields, names);
}

let server: Server;
let alerts: ReceivedAlert[];
let confirmed: string[];
let loaded: string[];

beforeEach(async () => {
  [alerts, confirmed, loaded] = [[], [], []];
  server = createReceiver({
    topicArn: TOPIC,
    async loadCertificate(url) {
      loaded.push(url);
      return publicKey.export({ type: 'spki', format: 'pem' }).toString();
    },
    confirm: async (url) => {
      confirmed.push(url);
    },
    onAlert: (alert) => alerts.push(alert),
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

async function post(body: string): Promise<number> {
  const { port } = server.address() as AddressInfo;
  return (await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body })).status;
}

describe('the receiver of SNS messages', () => {
  it('the receiver of SNS messages takes an alert that is signed, once', async () => {
    expect(await post(notification())).toBe(204);
    expect(await post(notification({ MessageId: 'another' }))).toBe(204);
    expect(alerts.map(({ id }) => id)).toEqual(['5f0c9a3be1d24478']);
    expect(loaded).toContain(CERTIFICATE);
  });

  it('the receiver of SNS messages takes the signature version that topics have by default as well', async () => {
    expect(await post(notification({ SignatureVersion: '1' }))).toBe(204);
    expect(alerts).toHaveLength(1);
  });

  it('the receiver of SNS messages confirms its subscription by the address that was signed', async () => {
    expect(await post(confirmation())).toBe(204);
    expect(confirmed).toEqual([CONFIRM]);
  });

  it.each([
    ['a changed word', notification().replace('fell', 'rose')],
    ['another topic', notification({ TopicArn: `${TOPIC}-other` })],
    ['a version that there is not', notification({ SignatureVersion: '3' })],
    [
      'a signature of another version',
      notification().replace('"SignatureVersion":"2"', '"SignatureVersion":"1"'),
    ],
    ['a certificate of anybody', notification({ SigningCertURL: 'https://sns.example.com/a.pem' })],
    ['another type', notification({ Type: 'Surprise' })],
    ['no JSON', 'hello'],
    ['null', 'null'],
    ['a confirmation elsewhere', confirmation({ SubscribeURL: 'https://example.com/' })],
    ['an unsigned address', confirmation().replace('Token=abc', 'Token=xyz')],
  ])('the receiver of SNS messages refuses %s', async (_what, body) => {
    expect(await post(body)).toBe(403);
    expect([alerts, confirmed]).toEqual([[], []]);
  });

  it('the receiver of SNS messages never asks a stranger for a certificate', async () => {
    await post(notification({ SigningCertURL: 'https://sns.eu-west-1.amazonaws.com.evil.io/a' }));
    expect(loaded).toEqual([]);
  });
});

describe('an address of SNS', () => {
  it.each([
    [CERTIFICATE, true],
    ['https://sns.cn-north-1.amazonaws.com.cn/a.pem', true],
    ['https://sns.us-gov-west-1.amazonaws.com/a.pem', true],
    ['http://sns.eu-west-1.amazonaws.com/a.pem', false],
    ['https://sns.eu-west-1.amazonaws.com:8443/a.pem', false],
    ['https://sns.eu-west-1.amazonaws.com@evil.io/a.pem', false],
    ['https://bucket.s3.amazonaws.com/a.pem', false],
    ['https://xsns.eu-west-1.amazonaws.com/a.pem', false],
    [undefined, false],
  ])('the address %s is one of SNS: %s', (address, is) => {
    expect(isOfSns(address)).toBe(is);
  });
});
