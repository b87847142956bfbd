import { createPublicKey, verify } from 'node:crypto';

/** What SNS posts to an HTTPS subscription. */
export interface SnsMessage {
  /** `Notification`, `SubscriptionConfirmation` or `UnsubscribeConfirmation`. */
  readonly Type: string;
  readonly Message: string;
  /** Of confirmations. */
  readonly SubscribeURL: string;
}

/** Fetches the certificate (PEM) that a message was signed by. */
export type LoadCertificate = (url: string) => Promise<string>;

const NOTIFICATION = ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'];
const CONFIRMATION = [
  'Message',
  'MessageId',
  'SubscribeURL',
  'Timestamp',
  'Token',
  'TopicArn',
  'Type',
];

/** The fields that are signed, by type, in the order in which they are. */
const SIGNED: Readonly<Record<string, readonly string[]>> = {
  Notification: NOTIFICATION,
  SubscriptionConfirmation: CONFIRMATION,
  UnsubscribeConfirmation: CONFIRMATION,
};

/** By signature version. */
const DIGESTS: Readonly<Record<string, string>> = { 1: 'sha1', 2: 'sha256' };

const HOST = /^sns\.[a-z]{2}(-[a-z]+)+-\d\.amazonaws\.com(\.cn)?$/;

/** Whether an address is one of SNS itself; all others could be anybody's. */
export function isOfSns(address: unknown): address is string {
  if (typeof address !== 'string' || !URL.canParse(address)) return false;
  const { protocol, hostname, port, username } = new URL(address);
  return protocol === 'https:' && port === '' && username === '' && HOST.test(hostname);
}

function signedText(fields: Readonly<Record<string, unknown>>, names: readonly string[]): string {
  // Subject is optional, and not signed where there is none.
  const given = names.filter((name) => typeof fields[name] === 'string');
  return given.map((name) => `${name}\n${fields[name]}\n`).join('');
}

function readMessage(fields: Readonly<Record<string, unknown>>): SnsMessage {
  const text = (name: string) => String(fields[name] ?? '');
  return { Type: text('Type'), Message: text('Message'), SubscribeURL: text('SubscribeURL') };
}

/**
 * The message of a body as it arrived, when AWS signed it for this topic. Throws an Error saying
 * what is wrong. Barometer's topics sign by SignatureVersion 2; 1 is what topics do by default.
 */
export async function verifyMessage(
  body: string,
  topicArn: string,
  loadCertificate: LoadCertificate,
): Promise<SnsMessage> {
  const fields: Record<string, unknown> = Object(JSON.parse(body));
  const names = SIGNED[String(fields['Type'])];
  if (!names) throw new Error('the message has no type that SNS has');
  if (fields['TopicArn'] !== topicArn) throw new Error('the message is of another topic');
  const digest = DIGESTS[String(fields['SignatureVersion'])];
  if (!digest) throw new Error('the message has no signature version 1 or 2');
  const certificate = fields['SigningCertURL'];
  if (!isOfSns(certificate)) throw new Error('the certificate is not from SNS');
  const key = createPublicKey(await loadCertificate(certificate));
  const signature = Buffer.from(String(fields['Signature']), 'base64');
  if (!verify(digest, Buffer.from(signedText(fields, names)), key, signature)) {
    throw new Error('the signature does not fit');
  }
  return readMessage(fields);
}
