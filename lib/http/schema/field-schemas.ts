import * as z from 'zod';
import { MAX_EVENT_NAME } from '../../events/text-limits.ts';
import { isDay } from '../../model/day.ts';
import { MAX_WINDOW_DAYS } from '../../model/window.ts';

/** The operator's own name for a model, a rule, a segment: part of paths and keys. */
export const idSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/, {
  error: 'must be 1 to 64 letters, digits, dots, dashes or underscores, the first no sign',
});

export const labelSchema = z.string().min(1).max(200);
/** Composed, as events are counted: an accent typed as two characters is the same name. */
export const eventNameSchema = z.string().min(1).max(MAX_EVENT_NAME).normalize('NFC');
export const traitNameSchema = z.string().min(1).max(200);
export const windowSchema = z.int().min(1).max(MAX_WINDOW_DAYS);
export const daysSchema = z.int().min(1).max(3_650);
export const timesSchema = z.int().min(1).max(1_000_000);

export const daySchema = z
  .string()
  .refine(isDay, { error: 'must be a calendar day such as 2026-11-21' })
  .meta({ format: 'date' });
