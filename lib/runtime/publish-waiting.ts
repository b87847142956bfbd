import { publishOutbox } from '../alerts/publish-outbox.ts';
import type { Services } from './services.ts';

/** The document `setting/outbox`. */
interface OutboxSwitch {
  readonly paused?: boolean;
}

/**
 * Publishes what waits in outboxes, unless an operator paused it: a restored table still holds
 * alerts that were told before. Answers how many left.
 */
export async function publishWaiting({
  documents,
  alerts,
  publisher,
}: Pick<Services, 'documents' | 'alerts' | 'publisher'>): Promise<number> {
  const found = await documents.get<OutboxSwitch>('setting', 'outbox');
  return found?.body.paused === true ? 0 : publishOutbox(alerts, publisher);
}
