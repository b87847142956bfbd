import { parseArgs } from 'node:util';
import { PROCESS_VARIABLES } from '../../lib/runtime/services/environment.ts';
import { runCommand } from '../../local/command/run-command.ts';
import { StartError } from '../../local/command/start-error.ts';
import { compare } from './compare.ts';
import { reference } from './reference.ts';

const SHOWN_FAULTS = 20;

/** Compares the scores of a running server with a computation of their own, from the log itself. */
await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      key: { type: 'string', default: PROCESS_VARIABLES['BAROMETER_READ_KEY'] ?? '' },
      url: { type: 'string', default: 'http://127.0.0.1:8787' },
      'as-of': { type: 'string', default: '2018-11-30' },
      windows: { type: 'string', default: '7,30' },
    },
  });
  const [file] = positionals;
  if (file === undefined || values.key === '') {
    throw new StartError('usage: npm run check:sparkify -- FILE --key rk_... [--url URL]');
  }
  const asOf = values['as-of'];
  for (const window of values.windows.split(',').map(Number)) {
    const expected = await reference(file, asOf, window);
    const compared = await compare({ url: values.url, key: values.key }, expected, asOf, window);
    const { users, accounts, largestDifference, faults } = compared;
    process.stdout.write(
      `window of ${window} days as of ${asOf}: ${users} users and ${accounts} accounts, ` +
        `${faults.length} faults, largest difference ${largestDifference.toExponential(1)}\n`,
    );
    for (const fault of faults.slice(0, SHOWN_FAULTS)) process.stdout.write(`  ${fault}\n`);
    if (faults.length > 0) process.exitCode = 1;
  }
});
