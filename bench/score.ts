import { parseArgs } from 'node:util';
import { quietSdk } from '../local/command/quiet-sdk.ts';
import { compareCore } from './score/compare-core.ts';
import { compareRuns } from './score/compare-runs.ts';

const { values } = parseArgs({
  options: {
    /** Numbers of users to run end to end, with commas between them. */
    users: { type: 'string', default: '10000,100000' },
    /** Days of history. */
    days: { type: 'string', default: '30' },
    only: { type: 'string' },
    /** A folder for processor profiles of the runs. */
    profile: { type: 'string' },
  },
});

quietSdk();
if (values.only !== 'runs' && !(await compareCore())) process.exitCode = 1;
if (values.only !== 'core') {
  await compareRuns(values.users.split(',').map(Number), Number(values.days), values.profile);
}
