import * as z from 'zod';
import type { SourceSettings } from '../../model/source-settings.ts';
import { sourceNameSchema } from './admin-schemas.ts';
import { closedObject } from './closed-object.ts';
import { readBySchema } from './read-by-schema.ts';

const MAX_GROUP_TYPES = 20;

/** `PUT /v1/sources/{id}`. */
export const sourceSettingsSchema = closedObject({
  accountGroups: z.array(z.string().min(1).max(200)).min(1).max(MAX_GROUP_TYPES),
}).meta({ id: 'SourceSettings' });

/** Reads what is said of a source; throws `invalid`, also for what can be no name of a source. */
export function readSourceSettings(value: unknown, id: string): SourceSettings {
  readBySchema(sourceNameSchema, id, 'name of the source');
  return readBySchema(sourceSettingsSchema, value, 'setting of a source');
}
