import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Application,
  type ApplicationOptions,
  openApplication,
} from '../../../local/app/application.ts';
import { ensureKeys, type ShownKeys } from '../../../local/app/local-keys.ts';
import { type HttpServer, startHttpServer } from '../../../local/server/http-server.ts';
import { startStore } from '../../../local/store/start-store.ts';

export interface LocalServer {
  readonly app: Application;
  readonly url: string;
  readonly keys: Required<ShownKeys>;
  /** What was logged: warnings and errors. */
  readonly log: readonly string[];
  /** Requests with the admin key; returns the parsed body. */
  call(method: string, path: string, body?: unknown): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

/** All of Barometer on a free port, over a store in a folder that is removed at the end. */
export async function startLocalServer(
  startAt: string,
  given: Partial<Pick<ApplicationOptions, 'accountUrl'>> = {},
): Promise<LocalServer> {
  const folder = await mkdtemp(join(tmpdir(), 'barometer-local-'));
  const log: string[] = [];
  const app = await openApplication({
    store: await startStore(folder),
    startAt: Date.parse(startAt),
    retentionDays: 400,
    printAlert: () => undefined,
    printLog: (line) => log.push(line),
    ...given,
  });
  const server: HttpServer = await startHttpServer({
    port: 0,
    host: '127.0.0.1',
    route: app.route,
    onError: (error) => log.push(String(error)),
  });
  const {
    write = '',
    read = '',
    admin = '',
  } = await ensureKeys(app.services.documents, {}, app.clock.now);
  return {
    app,
    url: server.url,
    keys: { write, read, admin },
    log,
    async call(method, path, body) {
      const answer = await fetch(`${server.url}${path}`, {
        method,
        headers: { authorization: `Bearer ${admin}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return (await answer.json()) as Record<string, unknown>;
    },
    async close() {
      await server.close();
      await app.close();
      await rm(folder, { recursive: true });
    },
  };
}
