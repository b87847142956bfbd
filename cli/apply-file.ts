import { readModel } from '../lib/http/schema/read-model.ts';
import { readRule } from '../lib/http/schema/rule-schema.ts';
import { readSubscription } from '../lib/http/schema/subscription-schema.ts';
import { BarometerError } from '../lib/model/barometer-error.ts';
import { StartError } from '../local/command/start-error.ts';
import type { Io } from './command.ts';

const COLLECTIONS = ['models', 'rules', 'subscriptions'] as const;

export type CollectionName = (typeof COLLECTIONS)[number];

/** One thing that a file says should be there. */
export interface DesiredDocument {
  readonly collection: CollectionName;
  readonly id: string;
  /** As it is put: shorthands and defaults filled in. */
  readonly body: object;
}

const READERS: Readonly<Record<CollectionName, (value: unknown, id: string) => object>> = {
  models: readModel,
  rules: readRule,
  subscriptions: readSubscription,
};

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `${SLACK_URL}` in a file that stands in git. */
function filledIn(value: unknown, variables: Io['variables'], where: string): unknown {
  const variable = (_: string, name: string): string => {
    const text = variables[name];
    if (text) return text;
    throw new StartError(`${where} asks for the environment variable ${name}: set it`);
  };
  return JSON.parse(JSON.stringify(value), (_, each: unknown) =>
    typeof each === 'string' ? each.replaceAll(/\$\{(\w+)\}/g, variable) : each,
  );
}

/** A collection is a list of things with an id each, or the things by their ids. */
function entriesOf(
  collection: CollectionName,
  value: unknown,
): readonly (readonly [string, unknown])[] {
  if (value === undefined || value === null) return [];
  if (isRecord(value)) return Object.entries(value);
  if (!Array.isArray(value)) throw new StartError(`${collection} must be a list, or things by id`);
  return value.map((entry, index) => {
    const id: unknown = isRecord(entry) ? entry['id'] : undefined;
    if (typeof id === 'string') return [id, entry] as const;
    throw new StartError(`${collection}[${index}].id must be text, it is missing`);
  });
}

function read(
  collection: CollectionName,
  id: string,
  value: unknown,
  io: Io,
): DesiredDocument | readonly string[] {
  const where = `${collection}.${id}`;
  const filled = collection === 'subscriptions' ? filledIn(value, io.variables, where) : value;
  try {
    return { collection, id, body: READERS[collection](filled, id) };
  } catch (error) {
    if (!(error instanceof BarometerError)) throw error;
    const faults = error.faults.map(({ path, message }) => `${where}: ${path}: ${message}`);
    return faults.length > 0 ? faults : [`${where}: ${error.message}`];
  }
}

function isDocument(outcome: DesiredDocument | readonly string[]): outcome is DesiredDocument {
  return 'body' in outcome;
}

/**
 * What a file says should be there, models first, for rules and subscriptions name them. All of it
 * is checked before any of it is put: throws a StartError with everything that is wrong.
 */
export function readApplyFile(value: unknown, file: string, io: Io): readonly DesiredDocument[] {
  if (!isRecord(value)) throw new StartError(`${file} must have ${COLLECTIONS.join(', ')}`);
  const unknown = Object.keys(value).filter(
    (name) => !COLLECTIONS.some((collection) => collection === name),
  );
  if (unknown.length > 0) {
    throw new StartError(
      `${file}: unknown key '${unknown[0]}' (allowed: ${COLLECTIONS.join(', ')})`,
    );
  }
  const outcomes = COLLECTIONS.flatMap((collection) =>
    entriesOf(collection, value[collection]).map(([id, entry]) => read(collection, id, entry, io)),
  );
  const faults = outcomes.flatMap((outcome) => (isDocument(outcome) ? [] : outcome));
  if (faults.length === 0) return outcomes.filter(isDocument);
  throw new StartError(`${file} is not valid, nothing was put\n  ${faults.join('\n  ')}`);
}
