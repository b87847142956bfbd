import { type EmailTopic, emailList, filterPolicy } from '../../../alerts/email-topic.ts';
import type { Subscription } from '../../../alerts/subscription.ts';
import { CHANNELS } from '../../../messaging/channels/channels.ts';
import { BarometerError } from '../../../model/barometer-error.ts';
import type { DocumentStore } from '../../../model/document-store.ts';

type PreviousSubscription = Subscription | undefined;

async function ensureAddressUnused(documents: DocumentStore, posted: Subscription): Promise<void> {
  const all = await documents.list<Subscription>('subscription');
  const isSame = ({ id, address, digest }: Subscription) =>
    id !== posted.id && address === posted.address && digest === posted.digest;
  const other = all.find(({ body }) => isSame(body));
  if (!other) return;
  // A topic has one subscription for an address.
  throw new BarometerError('invalid', `'${other.id}' is a subscription of that address already`);
}

async function subscribeAddress(
  topic: EmailTopic,
  posted: Subscription,
  before: PreviousSubscription,
) {
  const filter = filterPolicy(posted);
  const isSame = before?.address === posted.address && before?.digest === posted.digest;
  const name = isSame ? before?.topicName : undefined;
  if (name === undefined || (await topic.statusOf(name)) === 'gone') {
    return topic.subscribe(emailList(posted), posted.address ?? '', filter);
  }
  await topic.setFilter(name, filter);
  return name;
}

/**
 * Brings the topic in line with a subscription that is put. Returns it with its name there.
 * Repeating it changes nothing. Throws `invalid` for what is not done by email, or not here.
 */
export async function syncEmailTopic(
  { documents, emailTopic }: { documents: DocumentStore; emailTopic?: EmailTopic },
  posted: Subscription,
  before: PreviousSubscription,
): Promise<Subscription> {
  const old = before?.topicName;
  const channel = CHANNELS[posted.type];
  if (channel.way !== 'topic') {
    if (old !== undefined) await emailTopic?.unsubscribe(old);
    return posted;
  }
  const fault = channel.fault(posted);
  if (fault !== undefined) throw new BarometerError('invalid', fault);
  if (!emailTopic) {
    throw new BarometerError('invalid', 'email needs a topic of AWS, which is not set up here');
  }
  await ensureAddressUnused(documents, posted);
  const topicName = await subscribeAddress(emailTopic, posted, before);
  if (old !== undefined && old !== topicName) await emailTopic.unsubscribe(old);
  return { ...posted, topicName };
}
