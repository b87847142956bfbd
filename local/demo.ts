import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROCESS_VARIABLES } from '../lib/runtime/services/environment.ts';
import { quietSdk } from './command/quiet-sdk.ts';
import { runCommand } from './command/run-command.ts';
import { readSettings } from './command/settings.ts';
import { startStore } from './store/start-store.ts';

const HELP = `Usage: npm run demo -- [--once] [--port N] [--host ADDRESS] [--now TIME]

Plays 90 days of twelve sample accounts through the HTTP endpoint, scores every
day, prints accounts and alerts, and keeps serving. --once ends after printing.
`;

const ONCE = '--once';

await runCommand(async () => {
  const argv = process.argv.slice(2);
  const settings = readSettings(
    argv.filter((argument) => argument !== ONCE),
    PROCESS_VARIABLES,
  );
  if (!settings) {
    process.stdout.write(HELP);
    return;
  }
  quietSdk();
  const folder = await mkdtemp(join(tmpdir(), 'barometer-demo-'));
  try {
    const [store, { runDemo }] = await Promise.all([
      startStore(folder),
      import('./demo/run-demo.ts'),
    ]);
    await runDemo(settings, store, argv.includes(ONCE)).finally(() => store.stop());
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
