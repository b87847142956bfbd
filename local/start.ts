import { PROCESS_VARIABLES } from '../lib/runtime/environment.ts';
import { quietSdk } from './quiet-sdk.ts';
import { runCommand } from './run-command.ts';
import { help, readSettings } from './settings.ts';
import { startStore } from './start-store.ts';

await runCommand(async () => {
  const settings = readSettings(process.argv.slice(2), PROCESS_VARIABLES);
  if (!settings) {
    process.stdout.write(`${help()}\n`);
    return;
  }
  quietSdk();
  // The store takes 0.5 s to start and the rest of the program as long to load: both at once.
  const [store, { serve }] = await Promise.all([startStore(settings.data), import('./serve.ts')]);
  await serve(settings, store).finally(() => store.stop());
});
