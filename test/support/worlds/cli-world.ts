import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../../cli/main.ts';
import { KEYS } from '../../../fixtures/keys.ts';
import { createApi } from '../../../functions/api.ts';
import { createIngest } from '../../../functions/ingest.ts';
import { createScore, type ScoreInvocation } from '../../../functions/score.ts';
import { ingestRoutes } from '../../../lib/runtime/ingest/ingest-routes.ts';
import { createRouteTable } from '../../../lib/runtime/server/route-table.ts';
import { createSerialQueue } from '../../../local/jobs/serial-queue.ts';
import { type HttpServer, startHttpServer } from '../../../local/server/http-server.ts';
import { type ScoringWorld, scoringWorld } from './scoring-world.ts';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The whole service behind HTTP, on stores in memory, and a folder, with the command before it. */
export interface CliWorld extends Pick<ScoringWorld, 'services' | 'post' | 'count' | 'admin'> {
  readonly server: HttpServer;
  /** Closes a day without the command. */
  close(day: string): Promise<void>;
  /** Runs `barometer` with the server's address and the admin key. */
  run(...argv: readonly string[]): Promise<Ran>;
  /** Writes a file into the folder and returns its path. */
  file(name: string, text: string): Promise<string>;
  end(): Promise<void>;
}

/** Runs `barometer` as a process would, and returns what it printed with its exit code. */
export async function barometer(
  argv: readonly string[],
  variables: Readonly<Record<string, string>> = {},
  now: () => number = Date.now,
): Promise<Ran> {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await main(argv, {
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    variables,
    progress: { write: (text: unknown) => err.push(String(text)) > 0 },
    color: false,
    now,
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

/** Serves the world over HTTP; what its API starts is done in the background, as on one machine. */
async function serve({ services }: ScoringWorld) {
  const score = createScore({ ...services, publisher: { publish: async () => [] } });
  const queue = createSerialQueue();
  const start = (work: ScoreInvocation) => void queue.run(() => score(work));
  const ingest = createIngest(services);
  const api = createApi({
    ...services,
    startRun: async ({ runId }) => start({ runId }),
    startPreview: async (previewId) => start({ previewId }),
    startErasure: async () => start({ job: 'erase' }),
  });
  const ingestPaths = createRouteTable(ingestRoutes(services));
  const server = await startHttpServer({
    port: 0,
    host: '127.0.0.1',
    route: (event) => (ingestPaths(event.rawPath).size > 0 ? ingest(event) : api(event)),
  });
  return { server, queue };
}

export async function cliWorld(): Promise<CliWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'barometer-cli-'));
  const world = await scoringWorld();
  const { services, post, count, admin } = world;
  const { server, queue } = await serve(world);
  const variables = { BAROMETER_URL: server.url, BAROMETER_ADMIN_KEY: KEYS.admin };
  return {
    ...{ services, post, count, admin, server },
    async close(day) {
      const { status } = await world.run(day);
      if (status !== 'done') throw new Error(`the run of ${day} is ${status}`);
    },
    run: (...argv) => barometer(argv, variables, services.clock),
    async file(name, text) {
      await writeFile(join(folder, name), text);
      return join(folder, name);
    },
    async end() {
      await server.close();
      await queue.drain();
      await rm(folder, { recursive: true });
    },
  };
}
