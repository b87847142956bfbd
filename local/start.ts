import { PROCESS_VARIABLES } from '../lib/runtime/services/environment.ts';
import { quietSdk } from './command/quiet-sdk.ts';
import { runCommand } from './command/run-command.ts';
import { help, readSettings } from './command/settings.ts';
import { StartError } from './command/start-error.ts';
import { startStore } from './store/start-store.ts';

/** What a half-done installation looks like is a module that cannot be found. */
async function loadProgram() {
  try {
    return await import('./app/serve.ts');
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.replaceAll(/\s*\n\s*/g, ' ') : String(cause);
    throw new StartError(`the program cannot be loaded (${why}): run npm ci`, { cause });
  }
}

await runCommand(async () => {
  const settings = readSettings(process.argv.slice(2), PROCESS_VARIABLES);
  if (!settings) {
    process.stdout.write(`${help()}\n`);
    return;
  }
  quietSdk();
  // The store takes 0.5 s to start and the rest of the program as long to load: both at once.
  const starting = startStore(settings.data);
  const [store, { serve }] = await Promise.all([starting, loadProgram()]).catch(async (error) => {
    await starting.then(
      (started) => started.stop(),
      () => undefined,
    );
    throw error;
  });
  await serve(settings, store).finally(() => store.stop());
});
