import { throwFaults } from '../../../http/schema/read-by-schema.ts';
import type { Day } from '../../../model/day.ts';
import { listModels } from '../../../model/model-versions.ts';
import { firstComputableDay } from '../../../scores/run/computable-days.ts';
import type { Uses } from '../../services/services.ts';

/**
 * Refuses a requested day of whose windows a part is no longer kept: its scores would look right and be too
 * low, and take the place of good ones.
 *
 * @throws BarometerError `invalid`, which names the first day that can be had
 */
export async function ensureComputable(
  {
    blocks,
    documents,
    settings: { retentionDays },
    clock,
  }: Uses<'blocks' | 'documents' | 'settings' | 'clock'>,
  asOf: Day,
): Promise<void> {
  const models = await listModels(documents);
  const first = await firstComputableDay({ blocks, retentionDays }, models, clock());
  if (asOf >= first) return;
  const message = `must be ${first} or later, the first day whose counts are all kept, got ${asOf}`;
  throwFaults('run request', [{ path: 'asOf', message }]);
}
