import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { KEY_PREFIXES, type KeyRole } from '../../lib/model/api-key.ts';
import { isDay } from '../../lib/model/day.ts';
import { StartError } from './start-error.ts';

/** By flag: the variable that stands for it, what its value is called, and what it is for. */
export const OPTIONS = {
  port: ['PORT', 'N', 'port of the server, 8787'],
  host: ['HOST', 'ADDRESS', 'where it listens, 127.0.0.1'],
  data: ['BAROMETER_DATA', 'DIR', 'data folder, .barometer'],
  now: ['BAROMETER_NOW', 'TIME', 'start the clock then'],
  model: ['BAROMETER_MODEL', 'FILE', 'scoring model to apply'],
  'retention-days': ['BAROMETER_RETENTION_DAYS', 'N', 'how long days are kept, 400'],
  'account-url': ['BAROMETER_ACCOUNT_URL', 'URL', 'link in alerts, {id} for an id'],
  'key-limit': ['BAROMETER_KEY_LIMIT', 'N', 'requests a second of a key'],
  'write-key': ['BAROMETER_WRITE_KEY', 'KEY', 'fixed write key'],
  'read-key': ['BAROMETER_READ_KEY', 'KEY', 'fixed read key'],
  'admin-key': ['BAROMETER_ADMIN_KEY', 'KEY', 'fixed admin key'],
} as const;

type Flag = keyof typeof OPTIONS;
type ReadOption = (flag: Flag) => { readonly name: string; readonly text: string } | undefined;
export type EnvironmentVariables = Readonly<Record<string, string | undefined>>;

const INSTANT = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/;
const MAX_RETENTION_DAYS = 3_650;
const MAX_KEY_LIMIT = 10_000;
const MIN_KEY_LENGTH = 32;

function flagsIn(argv: readonly string[]): Readonly<Record<string, string | boolean | undefined>> {
  const help = { help: { type: 'boolean' as const, short: 'h' } };
  const flags = Object.keys(OPTIONS);
  const texts = Object.fromEntries(flags.map((flag) => [flag, { type: 'string' as const }]));
  try {
    return parseArgs({ args: [...argv], options: { ...texts, ...help } }).values;
  } catch (error) {
    const why = error instanceof Error ? error.message.split('. ', 1)[0] : String(error);
    throw new StartError(`${why}: see --help`);
  }
}

/** Returns what an option says; throws a StartError where `parse` makes nothing of it. */
function checked<T>(
  given: ReturnType<ReadOption>,
  what: string,
  parse: (text: string) => T | undefined,
) {
  if (!given) return undefined;
  const value = parse(given.text);
  if (value !== undefined) return value;
  throw new StartError(`${given.name} must be ${what}, got '${given.text}'`);
}

function integer(given: ReturnType<ReadOption>, least: number, most: number) {
  return checked(given, `a whole number from ${least} to ${most}`, (text) => {
    const number = Number(text);
    return /^\d+$/.test(text) && number >= least && number <= most ? number : undefined;
  });
}

function instantIn(text: string): number | undefined {
  const day = INSTANT.exec(text)?.[1];
  const time = Date.parse(text);
  return day !== undefined && isDay(day) && !Number.isNaN(time) ? time : undefined;
}

/** Visible ASCII without a colon: it must fit a header, a Basic user name and a shell. */
function key(read: ReadOption, flag: Flag, role: KeyRole): Partial<Record<KeyRole, string>> {
  const given = read(flag);
  if (!given) return {};
  const prefix = KEY_PREFIXES[role];
  const fits = /^[!-9;-~]+$/.test(given.text) && given.text.length >= MIN_KEY_LENGTH;
  if (fits && given.text.startsWith(prefix)) return { [role]: given.text };
  throw new StartError(
    `${given.name} must start with ${prefix} and have at least ${MIN_KEY_LENGTH} characters, ` +
      'without spaces and colons',
  );
}

/**
 * Reads how one machine is run, from flags, then from variables, then by default; undefined when a flag
 * asks for help.
 * Throws a StartError that names the wrong one and what is allowed.
 */
export function readSettings(argv: readonly string[], environment: EnvironmentVariables) {
  const flags = flagsIn(argv);
  if (flags['help'] === true) return undefined;
  const read: ReadOption = (flag) => {
    const given = flags[flag];
    if (typeof given === 'string') return { name: `--${flag}`, text: given };
    const [variable] = OPTIONS[flag];
    const text = environment[variable];
    return text === undefined || text === '' ? undefined : { name: variable, text };
  };
  const model = read('model')?.text;
  return {
    port: integer(read('port'), 0, 65_535) ?? 8787,
    host: read('host')?.text ?? '127.0.0.1',
    data: resolve(read('data')?.text ?? '.barometer'),
    /** Epoch milliseconds at which the clock starts. @default the machine's time */
    startAt: checked(read('now'), 'an instant such as 2026-11-21T09:30:00Z', instantIn),
    /** Absolute path of a model file to apply. */
    modelFile: model === undefined ? undefined : resolve(model),
    retentionDays: integer(read('retention-days'), 1, MAX_RETENTION_DAYS) ?? 400,
    /** Where a person looks at an account; `{id}` stands for its id. */
    accountUrl: checked(
      read('account-url'),
      'an http or https URL such as https://app.example.com/accounts/{id}',
      (text) => (URL.canParse(text) && /^https?:/i.test(text) ? text : undefined),
    ),
    /** Requests a second of one key, on average. @default no limit */
    requestsPerSecond: integer(read('key-limit'), 1, MAX_KEY_LIMIT),
    /** Taken as given, for scripts. */
    keys: {
      ...key(read, 'write-key', 'write'),
      ...key(read, 'read-key', 'read'),
      ...key(read, 'admin-key', 'admin'),
    },
  };
}

export type LocalSettings = NonNullable<ReturnType<typeof readSettings>>;

/** What `--help` prints: one line an option, at most 80 columns. */
export function help(): string {
  const lines = Object.entries(OPTIONS).map(
    ([flag, [variable, value, text]]) =>
      `  ${`--${flag} ${value}`.padEnd(20)} ${variable.padEnd(25)} ${text}`,
  );
  return ['Usage: npm start -- [options]', '', ...lines].join('\n');
}
