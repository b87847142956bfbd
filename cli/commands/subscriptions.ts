import { fieldOf, textOf } from '../api-client.ts';
import { documentCommand } from '../document-command.ts';

/** The path of a Slack webhook is a secret: only the host is listed. */
function targetOf(subscription: unknown): string {
  const url = fieldOf(subscription, 'url');
  if (typeof url === 'string' && URL.canParse(url)) return new URL(url).host;
  return textOf(subscription, 'address');
}

export const subscriptionsCommand = documentCommand({
  name: 'subscriptions',
  what: 'subscription',
  headings: ['ID', 'VERSION', 'ENABLED', 'TYPE', 'TO'],
  row: (subscription) => [
    ...['id', 'version', 'enabled', 'type'].map((name) => textOf(subscription, name)),
    targetOf(subscription),
  ],
});
