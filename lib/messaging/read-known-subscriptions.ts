import type { Subscription } from '../alerts/subscription.ts';
import type { DocumentStore } from '../model/document-store.ts';
import { isKnownChannel } from './channels/channels.ts';

export type Warn = (message: string, fields: Readonly<Record<string, string>>) => void;

/**
 * Returns the stored subscriptions that this release can serve. After a rollback there may be some
 * whose channel only the newer release knows: they are left out with a warning, so that the others
 * go on.
 */
export async function readKnownSubscriptions(
  documents: Pick<DocumentStore, 'list'>,
  warn: Warn,
): Promise<readonly Subscription[]> {
  const stored = await documents.list<Subscription>('subscription');
  return stored
    .map(({ body }) => body)
    .filter(({ id, type }) => {
      if (isKnownChannel(type)) return true;
      const fields = { subscription: id, type };
      warn('a subscription by a channel that this release does not know is left out', fields);
      return false;
    });
}
