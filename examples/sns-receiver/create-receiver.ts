import { createServer, type IncomingMessage, type Server } from 'node:http';
import { isOfSns, type LoadCertificate, verifyMessage } from './verify-message.ts';

const MOST_BYTES = 262_144;
const MOST_REMEMBERED = 10_000;

export interface ReceivedAlert {
  readonly id: string;
  readonly title: string;
}

export interface ReceiverOptions {
  /** Messages of all other topics are refused. */
  readonly topicArn: string;
  readonly loadCertificate: LoadCertificate;
  /** Gets the address by which a subscription is confirmed. */
  readonly confirm: (url: string) => Promise<void>;
  /** Told of each alert once. */
  readonly onAlert: (alert: ReceivedAlert) => void;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new Error('the message is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

async function confirmAt(url: string, { confirm }: ReceiverOptions): Promise<void> {
  if (!isOfSns(url)) throw new Error('the address to confirm at is not of SNS');
  await confirm(url);
}

/** A server that takes what AWS signed for a topic, and answers 403 to everything else. */
export function createReceiver(options: ReceiverOptions): Server {
  const { topicArn, loadCertificate, onAlert } = options;
  const seen = new Set<string>();
  const tellOnce = (alert: ReceivedAlert) => {
    if (seen.has(alert.id)) return;
    if (seen.size >= MOST_REMEMBERED) seen.clear();
    seen.add(alert.id);
    onAlert(alert);
  };
  const take = async (request: IncomingMessage) => {
    const message = await verifyMessage(await bodyOf(request), topicArn, loadCertificate);
    if (message.Type === 'SubscriptionConfirmation') await confirmAt(message.SubscribeURL, options);
    if (message.Type === 'Notification') tellOnce(JSON.parse(message.Message));
  };
  return createServer((request, response) => {
    take(request).then(
      () => response.writeHead(204).end(),
      () => response.writeHead(403).end(),
    );
  });
}
