import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';

/** What SNS posts to an HTTP subscriber. */
interface Posted {
  readonly Type: 'SubscriptionConfirmation' | 'Notification';
  readonly SubscribeURL?: string;
  readonly Message: string;
}

/** An HTTP subscriber on loopback: confirms its subscription and keeps what it is told. */
export class TopicReceiver {
  readonly messages: Record<string, unknown>[] = [];
  confirmed = false;
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      this.#take(request).then(
        () => response.writeHead(200).end(),
        (error: unknown) => response.writeHead(500).end(String(error)),
      );
    });
  }

  async subscribe(topic: string): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const { port } = this.#server.address() as AddressInfo;
    const endpoint = `http://127.0.0.1:${port}/`;
    await new SNSClient().send(
      new SubscribeCommand({ TopicArn: topic, Protocol: 'http', Endpoint: endpoint }),
    );
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #take(request: IncomingMessage): Promise<void> {
    const posted = await bodyOf(request);
    if (posted.Type === 'Notification') this.messages.push(JSON.parse(posted.Message));
    else if (posted.SubscribeURL) this.confirmed = (await fetch(posted.SubscribeURL)).ok;
  }
}

async function bodyOf(request: IncomingMessage): Promise<Posted> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}
