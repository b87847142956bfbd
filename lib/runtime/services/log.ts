import { isoInstant } from '../../model/instant.ts';

/**
 * Figures and fixed words about what happened, and names of our own settings: rules, subscriptions,
 * sources. Never the id of a user or an account, a key or anything that a client posted.
 */
export type LogFields = Readonly<Record<string, string | number | boolean>>;

/** Writes one JSON line per message, as CloudWatch Logs Insights reads them. */
export interface Log {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

/** Takes one line without its line break. */
export type WriteLine = (line: string) => void;

/** A key that slipped into an error's message must not reach the log. */
const KEYS = /\b(?:wk|rk|ak|whsec)_[\w+/=-]+/g;

export function createLog(write: WriteLine, clock: () => number): Log {
  const line = (level: string) => (message: string, fields?: LogFields) => {
    const time = isoInstant(clock());
    write(JSON.stringify({ level, time, message, ...fields }).replaceAll(KEYS, '[key]'));
  };
  return { info: line('info'), warn: line('warn'), error: line('error') };
}

/** Said of a block that was replaced: what is left of it takes room and is never read. */
export const LEFT_BEHIND = 'replaced chunks could not be marked to expire';

/** What a log may say of something thrown. */
export function errorFields(thrown: unknown): LogFields {
  if (!(thrown instanceof Error)) return { error: 'not an Error' };
  const cause = thrown.cause instanceof Error ? { cause: thrown.cause.name } : {};
  return { error: thrown.name, detail: thrown.message, ...cause, stack: thrown.stack ?? '' };
}

export function writeToStandardOutput(line: string): void {
  process.stdout.write(`${line}\n`);
}
