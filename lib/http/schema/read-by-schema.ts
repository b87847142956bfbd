import * as z from 'zod';
import { BarometerError, type Fault } from '../../model/barometer-error.ts';
import { idSchema } from './field-schemas.ts';
import { schemaFaults } from './schema-faults.ts';

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
