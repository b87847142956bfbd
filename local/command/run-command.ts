import { BarometerError } from '../../lib/model/barometer-error.ts';
import { StartError } from './start-error.ts';

function oneLine(error: unknown): string {
  if (error instanceof StartError) return error.message;
  if (!(error instanceof BarometerError)) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  const faults = error.faults.map(({ path, message }) => `${path}: ${message}`);
  return [error.message, ...faults].join('; ');
}

/**
 * Runs a command to its end. What the operator can put right is said in one line, anything else
 * with its stack; both end with exit code 1.
 */
export async function runCommand(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    process.stderr.write(`barometer: ${oneLine(error)}\n`);
    process.exitCode = 1;
  }
}
