import { publishOutbox } from '../../../alerts/publish/publish-outbox.ts';
import type { Uses } from '../../services/services.ts';

/**
 * Publishes what waits in outboxes, unless an operator paused it: a restored table still holds
 * alerts that were sent before. Returns how many alerts left.
 */
export async function publishPending({
  documents,
  alerts,
  publisher,
}: Uses<'documents' | 'alerts' | 'publisher'>): Promise<number> {
  const found = await documents.get<{ readonly paused?: boolean }>('setting', 'outbox');
  return found?.body.paused === true ? 0 : publishOutbox(alerts, publisher);
}
