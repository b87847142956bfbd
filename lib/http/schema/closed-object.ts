import * as z from 'zod';
import { didYouMean } from './closest-name.ts';

function unknownKeys(keys: readonly string[], allowed: readonly string[]): string {
  const named = keys.map((key) => `'${key}'${didYouMean(key, allowed)}`);
  return `unknown key ${named.join(', ')} (allowed: ${allowed.join(', ')})`;
}

/** An object that refuses keys it does not know, and says which ones it does. */
export function closedObject<Shape extends z.core.$ZodShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys' ? unknownKeys(issue.keys, Object.keys(shape)) : undefined,
  });
}
