import { readModel } from '../lib/http/read-model.ts';
import { readRule } from '../lib/http/rule-schema.ts';
import { readSubscription } from '../lib/http/subscription-schema.ts';
import { BarometerError } from '../lib/model/barometer-error.ts';
import { StartError } from '../local/start-error.ts';
import type { Io } from './command.ts';

const SHELVES = ['models', 'rules', 'subscriptions'] as const;

export type ShelfName = (typeof SHELVES)[number];

/** One thing that a file says should be there. */
export interface Wanted {
  readonly shelf: ShelfName;
  readonly id: string;
  /** As it is put: shorthands and defaults filled in. */
  readonly body: object;
}

const READERS: Readonly<Record<ShelfName, (value: unknown, id: string) => object>> = {
  models: readModel,
  rules: readRule,
  subscriptions: readSubscription,
};

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `${SLACK_URL}` in a file that stands in git. */
function filledIn(value: unknown, variables: Io['variables'], place: string): unknown {
  if (typeof value === 'string') {
    return value.replaceAll(/\$\{(\w+)\}/g, (_, name: string) => {
      const text = variables[name];
      if (text) return text;
      throw new StartError(`${place} asks for the environment variable ${name}: set it`);
    });
  }
  if (Array.isArray(value)) return value.map((each) => filledIn(each, variables, place));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, filledIn(each, variables, place)]),
  );
}

/** A shelf is a list of things with an id each, or the things by their ids. */
function entriesOf(shelf: ShelfName, value: unknown): readonly (readonly [string, unknown])[] {
  if (value === undefined || value === null) return [];
  if (isRecord(value)) return Object.entries(value);
  if (!Array.isArray(value)) throw new StartError(`${shelf} must be a list, or things by id`);
  return value.map((entry, at) => {
    const id: unknown = isRecord(entry) ? entry['id'] : undefined;
    if (typeof id === 'string') return [id, entry] as const;
    throw new StartError(`${shelf}[${at}].id must be text, it is missing`);
  });
}

function read(shelf: ShelfName, id: string, value: unknown, io: Io): Wanted | readonly string[] {
  const place = `${shelf}.${id}`;
  const filled = shelf === 'subscriptions' ? filledIn(value, io.variables, place) : value;
  try {
    return { shelf, id, body: READERS[shelf](filled, id) };
  } catch (error) {
    if (!(error instanceof BarometerError)) throw error;
    const faults = error.faults.map(({ path, message }) => `${place}: ${path}: ${message}`);
    return faults.length > 0 ? faults : [`${place}: ${error.message}`];
  }
}

function isWanted(outcome: Wanted | readonly string[]): outcome is Wanted {
  return 'body' in outcome;
}

/**
 * What a file says should be there, models first, for rules and subscriptions name them. All of it
 * is checked before any of it is put: throws a StartError with everything that is wrong.
 */
export function readApplyFile(value: unknown, file: string, io: Io): readonly Wanted[] {
  if (!isRecord(value)) throw new StartError(`${file} must have ${SHELVES.join(', ')}`);
  const unknown = Object.keys(value).filter((name) => !SHELVES.some((shelf) => shelf === name));
  if (unknown.length > 0) {
    throw new StartError(`${file}: unknown key '${unknown[0]}' (allowed: ${SHELVES.join(', ')})`);
  }
  const outcomes = SHELVES.flatMap((shelf) =>
    entriesOf(shelf, value[shelf]).map(([id, entry]) => read(shelf, id, entry, io)),
  );
  const faults = outcomes.flatMap((outcome) => (isWanted(outcome) ? [] : outcome));
  if (faults.length === 0) return outcomes.filter(isWanted);
  throw new StartError(`${file} is not valid, nothing was put\n  ${faults.join('\n  ')}`);
}
