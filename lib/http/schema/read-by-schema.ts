import * as z from 'zod';
import { BarometerError, type Fault } from '../../model/barometer-error.ts';
import { didYouMean } from './closest-name.ts';
import { idSchema } from './field-schemas.ts';

type Issue = z.core.$ZodIssue;

const WHOLE_BODY = 'body';

/** `events.Task Completed.weight`, `windows[2]`; the whole body is `body`. */
function pathText(path: readonly PropertyKey[]): string {
  const parts = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`));
  return parts.length === 0 ? WHOLE_BODY : parts.join('').replace(/^\./, '');
}

function valueText(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  const text = typeof value === 'string' ? `'${value}'` : JSON.stringify(value);
  if (typeof value === 'object' && value !== null) return 'an object';
  return text.length > 60 ? `${text.slice(0, 60)}...` : text;
}

function gotText(issue: Issue): string {
  return issue.input === undefined ? 'it is missing' : `got ${valueText(issue.input)}`;
}

const NOUNS: Readonly<Record<string, string>> = {
  int: 'a whole number',
  number: 'a number',
  string: 'text',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

const UNITS: Readonly<Record<string, string>> = {
  string: ' characters',
  array: ' items',
};

function limitMessage(issue: Issue & { code: 'too_small' | 'too_big' }): string {
  const isMinimum = issue.code === 'too_small';
  const value = isMinimum ? issue.minimum : issue.maximum;
  const bound = isMinimum ? 'at least' : 'at most';
  const exclusiveBound = isMinimum ? 'more than' : 'less than';
  const unit = UNITS[issue.origin] ?? '';
  return `must be ${issue.inclusive ? bound : exclusiveBound} ${value}${unit}, ${gotText(issue)}`;
}

function allowedMessage(issue: Issue, values: readonly unknown[]): string {
  const names = values.map(String);
  const one = names.length === 1 ? `must be ${names[0]}` : `must be one of ${names.join(', ')}`;
  return `${one}, ${gotText(issue)}${didYouMean(issue.input, names)}`;
}

function messageOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${NOUNS[issue.expected] ?? issue.expected}, ${gotText(issue)}`;
    case 'invalid_value':
      return allowedMessage(issue, issue.values);
    case 'too_small':
    case 'too_big':
      return limitMessage(issue);
    default:
      return issue.message;
  }
}

const isRootType = (issue: Issue) => issue.code === 'invalid_type' && issue.path.length === 0;

/**
 * Of a union the alternative that was most likely meant: of the right kind and with the fewest
 * faults. None is named when several are as likely: then the union's own message says more.
 */
function likeliestAlternative(
  alternatives: readonly (readonly Issue[])[],
): readonly Issue[] | undefined {
  const [best, second] = alternatives
    .filter((issues) => !issues.some(isRootType))
    .toSorted((a, b) => a.length - b.length);
  return best && best.length !== second?.length ? best : undefined;
}

function kindGiven({ input, discriminator = '' }: z.core.$ZodIssueInvalidUnion): unknown {
  return typeof input === 'object' && input !== null ? Reflect.get(input, discriminator) : input;
}

function faultsIn(issue: Issue, before: readonly PropertyKey[]): readonly Fault[] {
  const path = [...before, ...issue.path];
  const faultOf = (message: string): Fault => ({ path: pathText(path), message });
  if (issue.code === 'invalid_key') return issue.issues.map((key) => faultOf(messageOf(key)));
  if (issue.code !== 'invalid_union') return [faultOf(messageOf(issue))];
  if ('options' in issue && Array.isArray(issue.options)) {
    return [faultOf(allowedMessage({ ...issue, input: kindGiven(issue) }, issue.options))];
  }
  const inner = likeliestAlternative(issue.errors);
  if (inner) return inner.flatMap((each) => faultsIn(each, path));
  return [faultOf(`${issue.message}, ${gotText(issue)}`)];
}

/**
 * Returns everything that is wrong, each with its path, what was got and what is allowed.
 *
 * @param wholeName what the value as a whole is called
 */
export function schemaFaults(error: z.core.$ZodError, wholeName = WHOLE_BODY): readonly Fault[] {
  const faults = error.issues.flatMap((issue) => faultsIn(issue, []));
  return faults.map(({ path, message }) => {
    return { path: path === WHOLE_BODY ? wholeName : path, message };
  });
}

/** Throws `invalid` when there are faults; the message tells the first one. */
export function throwFaults(what: string, faults: readonly [Fault, ...Fault[]]): never;
export function throwFaults(what: string, faults: readonly Fault[]): void;
export function throwFaults(what: string, faults: readonly Fault[]): void {
  const [first] = faults;
  if (!first) return;
  const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : '';
  const message = `the ${what} is not valid: ${first.path} ${first.message}${more}`;
  throw new BarometerError('invalid', message, { faults });
}

/** What is posted is the body, whatever it means. */
const WHOLE_NAMES: Readonly<Record<string, string>> = { query: 'query' };

/** Reads a value by a schema. Throws `invalid` with every fault. */
export function readBySchema<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  what: string,
): z.output<Schema> {
  const result = schema.safeParse(value, { reportInput: true });
  if (!result.success) throwFaults(what, schemaFaults(result.error, WHOLE_NAMES[what]));
  return result.data as z.output<Schema>;
}

/**
 * Reads by a schema what is put under an id: the body may repeat the id but not contradict it.
 * Throws `invalid` with every fault.
 */
export function readNamed<Schema extends z.ZodType<{ id?: string }>>(
  schema: Schema,
  value: unknown,
  id: string,
  what: string,
): z.output<Schema> & { readonly id: string } {
  readBySchema(z.object({ id: idSchema }), { id }, what);
  const read = readBySchema(schema, value, what);
  if (read.id !== undefined && read.id !== id) {
    throwFaults(what, [
      { path: 'id', message: `must be '${id}' as in the path, got '${read.id}'` },
    ]);
  }
  return { id, ...read };
}
