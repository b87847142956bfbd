import { execFileSync } from 'node:child_process';
import { PROCESS_VARIABLES } from '../../../lib/runtime/services/environment.ts';

/**
 * Kills the processes in which the emulator of run.sh runs a function, as a machine does that goes
 * dark. Other emulators on this machine are left alone.
 */
export function killFunction(name: string): void {
  const emulator = PROCESS_VARIABLES['EMULATOR_PID'];
  if (!emulator) throw new Error('EMULATOR_PID must be the process of the emulator: see run.sh');
  const all = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' });
  for (const line of all.split('\n')) {
    const [, pid, parent, args = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    if (parent !== emulator || !args.includes(`ministack-lambda-${name}`)) continue;
    process.kill(Number(pid), 'SIGKILL');
  }
}
