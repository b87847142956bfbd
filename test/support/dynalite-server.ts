import type { AddressInfo } from 'node:net';
import dynalite from 'dynalite';
import type { ClientSettings } from '../../lib/dynamo/document-client.ts';

export interface DynaliteServer {
  /** What a client needs to reach it. */
  readonly settings: ClientSettings;
  readonly close: () => Promise<void>;
}

/** DynamoDB on a free loopback port: in memory, or in a folder when one is given. */
export async function startDynalite(path?: string): Promise<DynaliteServer> {
  const server = dynalite({ createTableMs: 0, ...(path !== undefined && { path }) });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    settings: {
      endpoint: `http://127.0.0.1:${port}`,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    },
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}
