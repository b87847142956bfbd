import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A receiver on loopback that counts who calls: nobody may. */
export class QuietReceiver {
  requests = 0;
  readonly #server: Server = createServer((_, response) => {
    this.requests += 1;
    response.writeHead(200).end();
  });

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  close(): void {
    this.#server.close();
  }
}
