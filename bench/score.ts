import { parseArgs } from 'node:util';
import { quietSdk } from '../local/command/quiet-sdk.ts';
import { compareCore } from './score/compare-core.ts';
import { compareRuns } from './score/compare-runs.ts';
import { judgeTargets, type Target } from './target.ts';

const { values } = parseArgs({
  options: {
    small: { type: 'boolean', default: false },
    /** Numbers of users to run end to end, with commas between them. */
    users: { type: 'string' },
    /** Days of history. */
    days: { type: 'string' },
    only: { type: 'string' },
    /** A folder for processor profiles of the runs. */
    profile: { type: 'string' },
  },
});

const size = values.small
  ? { core: { users: 100_000, rounds: 21 }, users: '3000', days: '5' }
  : { core: { users: 1_000_000, rounds: 15 }, users: '10000,100000', days: '30' };

quietSdk();
const targets: Target[] = [];
if (values.only !== 'runs') targets.push(...(await compareCore(size.core.users, size.core.rounds)));
if (values.only !== 'core') {
  const users = (values.users ?? size.users).split(',').map(Number);
  targets.push(...(await compareRuns(users, Number(values.days ?? size.days), values.profile)));
}
process.exitCode = judgeTargets(targets);
