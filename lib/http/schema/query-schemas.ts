import * as z from 'zod';
import { parseWindow } from '../../model/window.ts';
import { closedObject } from './closed-object.ts';
import { daySchema, idSchema } from './field-schemas.ts';
import { readBySchema } from './read-by-schema.ts';

export const MAX_LIMIT = 200;
const DEFAULT_LIMIT = 50;
const MAX_PREVIEW_DAYS = 90;

const limit = z
  .string()
  .regex(/^\d{1,3}$/, { error: `must be a whole number from 1 to ${MAX_LIMIT}` })
  .transform(Number)
  .refine((value) => value >= 1 && value <= MAX_LIMIT, {
    error: `must be from 1 to ${MAX_LIMIT}`,
  })
  .default(DEFAULT_LIMIT);

const window = z
  .string()
  .refine((text) => parseWindow(text) !== undefined, {
    error: 'must be a number of days from 1 to 90, such as 7 or 7d',
  })
  .transform((text) => parseWindow(text) ?? 0);

const asOf = z.union([z.literal('live'), daySchema], {
  error: "must be a calendar day such as 2026-11-21, or 'live'",
});

const cursor = z.string().min(1).max(1_000);

/** Lists of what people wrote or what happened: no scores in them. */
export const pageQuerySchema = closedObject({ limit, cursor: cursor.exactOptional() });

/** Lists that show their newest and go no further back. */
export const newestQuerySchema = closedObject({ limit });

/** Which scores: the model, the window and the day. */
export const snapshotQuerySchema = closedObject({
  model: idSchema.default('default'),
  window: window.exactOptional(),
  asOf: asOf.exactOptional(),
  as: z.enum(['reported', 'restated']).exactOptional(),
});
export type SnapshotQuery = z.output<typeof snapshotQuerySchema>;

/** Which scores, in groups of accounts by a trait. */
export const groupQuerySchema = closedObject({
  ...snapshotQuerySchema.shape,
  by: z.string().min(1).max(200).exactOptional(),
});

/** How far back a candidate model is put next to the one in force. */
export const previewQuerySchema = closedObject({
  days: z
    .string()
    .regex(/^\d{1,2}$/, { error: 'must be a whole number from 1 to 90' })
    .transform(Number)
    .refine((days) => days >= 1 && days <= MAX_PREVIEW_DAYS, { error: 'must be from 1 to 90' })
    .default(MAX_PREVIEW_DAYS),
  /** False: the scoring function computes it, which has more time than an answer. */
  wait: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .default(true),
});

export const historyQuerySchema = closedObject({
  model: idSchema.default('default'),
  window: window.exactOptional(),
  as: z.enum(['reported', 'restated']).exactOptional(),
  from: daySchema.exactOptional(),
  to: daySchema.exactOptional(),
});

const listing = {
  sort: z
    .string()
    .regex(/^-?[A-Za-z]{1,40}$/, { error: 'must be a field, with - in front for descending' })
    .exactOptional(),
  q: z.string().max(200).exactOptional(),
  limit,
  cursor: cursor.exactOptional(),
};

export const memberQuerySchema = closedObject({ ...snapshotQuerySchema.shape, ...listing });

export const listQuerySchema = closedObject({
  ...snapshotQuerySchema.shape,
  segment: idSchema.exactOptional(),
  owner: z.string().min(1).max(256).exactOptional(),
  ...listing,
});
export type ListQuery = z.output<typeof listQuerySchema>;

/** The parameters of a query by a schema; of one that comes twice the last counts. Throws `invalid`. */
export function readQuery<Schema extends z.ZodType>(
  schema: Schema,
  query: URLSearchParams,
): z.output<Schema> {
  return readBySchema(schema, Object.fromEntries(query), 'query');
}
