import { digestBody, digestTitle } from '../../alerts/message/digest.ts';
import { asciiSubject, plainBody, subjectLine } from '../../alerts/message/plain-text.ts';
import type { TopicChannel } from './channel.ts';

/** Email by a topic of SNS, which asks whoever has the address before it sends anything. */
export const EMAIL: TopicChannel = {
  way: 'topic',
  // SNS compares them in another spelling, so the filter would let nothing pass.
  fault: ({ owner = '' }) =>
    /["\\]/.test(owner)
      ? 'email cannot be limited to an owner with a quotation mark or a backslash'
      : undefined,
  alertMessage: (alert) => ({ subject: subjectLine(alert), body: plainBody(alert) }),
  digestMessage: (digest) => ({
    subject: asciiSubject(digestTitle(digest)),
    body: digestBody(digest),
  }),
};
