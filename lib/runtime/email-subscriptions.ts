import { type EmailTopic, filterPolicy } from '../alerts/email-topic.ts';
import type { Subscription } from '../alerts/subscription.ts';
import { BarometerError } from '../model/barometer-error.ts';
import type { DocumentStore } from '../model/document-store.ts';

type Before = Subscription | undefined;

/** What of a subscription by email the topic cannot do; undefined when it can. */
function emailFault({ digest, segment }: Subscription): string | undefined {
  if (digest) return 'a daily digest goes to a webhook, Slack or the console, not by email';
  if (segment !== undefined)
    return 'email cannot be limited to a segment, only kinds, rules, owner';
  return undefined;
}

async function mustBeAlone(documents: DocumentStore, { id, address }: Subscription): Promise<void> {
  const all = await documents.list<Subscription>('subscription');
  const other = all.find(({ body }) => body.id !== id && body.address === address);
  if (!other) return;
  // The topic has one subscription for an address.
  throw new BarometerError('invalid', `'${other.id}' is a subscription of that address already`);
}

async function subscribed(topic: EmailTopic, posted: Subscription, before: Before) {
  const filter = filterPolicy(posted);
  const name = before?.address === posted.address ? before?.topicName : undefined;
  if (name === undefined || (await topic.statusOf(name)) === 'gone') {
    return topic.subscribe(posted.address ?? '', filter);
  }
  await topic.setFilter(name, filter);
  return name;
}

/**
 * Brings the topic in line with a subscription that is put; answers it with its name there.
 * Repeating it changes nothing. Throws `invalid` for what is not done by email, or not here.
 */
export async function alignEmail(
  { documents, emailTopic }: { documents: DocumentStore; emailTopic?: EmailTopic },
  posted: Subscription,
  before: Before,
): Promise<Subscription> {
  const old = before?.topicName;
  if (posted.type !== 'email') {
    if (old !== undefined) await emailTopic?.unsubscribe(old);
    return posted;
  }
  const fault = emailFault(posted);
  if (fault !== undefined) throw new BarometerError('invalid', fault);
  if (!emailTopic) {
    throw new BarometerError('invalid', 'email needs a topic of AWS, which is not set up here');
  }
  await mustBeAlone(documents, posted);
  const topicName = await subscribed(emailTopic, posted, before);
  if (old !== undefined && old !== topicName) await emailTopic.unsubscribe(old);
  return { ...posted, topicName };
}
