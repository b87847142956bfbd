import { parseArgs } from 'node:util';
import { PROCESS_VARIABLES } from '../lib/runtime/services/environment.ts';
import type { Action, Call, Command, Io, OptionValues } from './command.ts';
import { applyCommand } from './commands/apply.ts';
import { doctorCommand } from './commands/doctor.ts';
import { eraseCommand } from './commands/erase.ts';
import { keysCommand } from './commands/keys.ts';
import { modelsCommand } from './commands/models.ts';
import { replayCommand } from './commands/replay.ts';
import { rulesCommand } from './commands/rules.ts';
import { runsCommand } from './commands/runs.ts';
import { statusCommand } from './commands/status.ts';
import { subscriptionsCommand } from './commands/subscriptions.ts';
import { COMMON_OPTIONS, COMMON_USAGE, connect } from './connect.ts';
import { errorMessage } from './error-message.ts';
import { UsageError } from './usage-error.ts';

const COMMANDS: readonly Command[] = [
  applyCommand,
  modelsCommand,
  rulesCommand,
  subscriptionsCommand,
  keysCommand,
  runsCommand,
  statusCommand,
  doctorCommand,
  replayCommand,
  eraseCommand,
];

const HELP = [
  'Usage: barometer COMMAND [options]',
  '',
  ...COMMANDS.map(({ name, summary }) => `  ${name.padEnd(14)}${summary}`),
  '',
  'barometer COMMAND --help says more. Everywhere:',
  COMMON_USAGE.trimStart().replace(/^/, '  '),
].join('\n');

const EXIT = { ok: 0, failed: 1, usage: 2 } as const;

/** The process's own streams and variables. */
export function processIo(): Io {
  const plain = PROCESS_VARIABLES['NO_COLOR'];
  return {
    out: (text) => process.stdout.write(`${text}\n`),
    err: (text) => process.stderr.write(`${text}\n`),
    variables: PROCESS_VARIABLES,
    progress: process.stderr,
    color: process.stdout.isTTY === true && (plain === undefined || plain === ''),
    now: Date.now,
  };
}

function parsed(command: Command, argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { ...COMMON_OPTIONS, ...command.options },
    });
  } catch (error) {
    const why = error instanceof Error ? error.message.split('. ', 1)[0] : String(error);
    throw new UsageError(String(why));
  }
}

function callOf(io: Io, positionals: readonly string[], options: OptionValues): Call {
  return {
    io,
    positionals,
    options,
    text(name) {
      const value = options[name];
      return typeof value === 'string' ? value : undefined;
    },
    has: (name) => options[name] === true,
    api: () => connect(options, io),
    show: (value, text) => {
      io.out(options['json'] === true ? JSON.stringify(value, null, 2) : text());
    },
  };
}

/** No key is printed but the one just made: an error may quote what was typed. */
function withoutKeys(text: string): string {
  return text.replaceAll(/\b(wk|rk|ak|whsec)_[\w+/=-]{8,}/g, '$1_...');
}

/** Returns what a command does, and what is left of its arguments for that. */
function actionOf(
  { name, actions = {}, run }: Command,
  positionals: readonly string[],
): { readonly action: Action; readonly rest: readonly string[] } {
  if (run) return { action: run, rest: positionals };
  const [first = 'list', ...rest] = positionals;
  const action = Object.hasOwn(actions, first) ? actions[first] : undefined;
  if (action) return { action, rest };
  throw new UsageError(`there is no '${name} ${first}'`);
}

async function run(command: Command, argv: readonly string[], io: Io): Promise<number> {
  try {
    const { values, positionals } = parsed(command, argv);
    if (values.help === true) {
      io.out(`${command.usage}\n${COMMON_USAGE}`);
      return EXIT.ok;
    }
    const { action, rest } = actionOf(command, positionals);
    const code = await action(callOf(io, rest, values as OptionValues));
    return typeof code === 'number' ? code : EXIT.ok;
  } catch (error) {
    const isUsage = error instanceof UsageError;
    const see = isUsage ? `\nsee: barometer ${command.name} --help` : '';
    io.err(withoutKeys(`barometer: ${errorMessage(error)}${see}`));
    return isUsage ? EXIT.usage : EXIT.failed;
  }
}

/** Runs one command. Returns the exit code: 0 done, 1 failed, 2 not understood. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  const [name = '', ...rest] = argv;
  if (['help', '--help', '-h'].includes(name)) {
    io.out(HELP);
    return EXIT.ok;
  }
  const command = COMMANDS.find((each) => each.name === name);
  if (command) return run(command, rest, io);
  io.err(name === '' ? HELP : withoutKeys(`barometer: there is no command '${name}'\n\n${HELP}`));
  return EXIT.usage;
}
