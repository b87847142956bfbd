import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../../cli/main.ts';
import { startDynalite } from '../../../fixtures/dynalite-server.ts';
import { KEYS } from '../../../fixtures/keys.ts';
import { importKey } from '../../../lib/runtime/services/api-keys.ts';
import { type Application, openApplication } from '../../../local/app/application.ts';
import { type HttpServer, startHttpServer } from '../../../local/server/http-server.ts';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A running application and a folder, with the command before it. */
export interface CliWorld {
  readonly app: Application;
  readonly server: HttpServer;
  /** Runs `barometer` with the server's address and the admin key. */
  run(...argv: readonly string[]): Promise<Ran>;
  /** Writes a file into the folder and answers its path. */
  file(name: string, text: string): Promise<string>;
  close(): Promise<void>;
}

/** Runs `barometer` as a process would, and answers what it printed. */
export async function barometer(
  argv: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await main(argv, {
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    variables,
    progress: { write: (text: unknown) => err.push(String(text)) > 0 },
    color: false,
    now: Date.now,
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

export async function cliWorld(): Promise<CliWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'barometer-cli-'));
  const dynalite = await startDynalite();
  const lost = new Promise<string>(() => undefined);
  const endpoint = String(dynalite.settings.endpoint);
  const app = await openApplication({
    store: { endpoint, pid: 0, stop: () => dynalite.close(), lost },
    retentionDays: 400,
    printAlert: () => undefined,
    printLog: () => undefined,
  });
  for (const role of ['write', 'read', 'admin'] as const) {
    await importKey(
      app.services.documents,
      { key: KEYS[role], role, source: 'web' },
      app.clock.now,
    );
  }
  const onError = () => undefined;
  const server = await startHttpServer({ port: 0, host: '127.0.0.1', route: app.route, onError });
  const variables = { BAROMETER_URL: server.url, BAROMETER_ADMIN_KEY: KEYS.admin };
  return {
    app,
    server,
    run: (...argv) => barometer(argv, variables),
    async file(name, text) {
      await writeFile(join(folder, name), text);
      return join(folder, name);
    },
    async close() {
      await server.close();
      await app.close();
      await rm(folder, { recursive: true });
    },
  };
}
