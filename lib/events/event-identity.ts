import type { PostedEvent } from './event.ts';

/** 16 hex digits for parts that cannot run into each other. */
export type Fingerprint = (parts: readonly string[]) => string;

export interface IdentityContext {
  readonly source: string;
  readonly receivedAt: number;
  readonly requestId: string;
  readonly fingerprint: Fingerprint;
  /** How often each event without a messageId came before in this request; grows as it is read. */
  readonly repeats: Map<string, number>;
}

/** Whose event it is, as posted: the kinds differ, so no user can pass for an account. */
function posterKey(posted: PostedEvent): string {
  if (posted.userId !== undefined) return `u${posted.userId}`;
  if (posted.anonymousId !== undefined) return `n${posted.anonymousId}`;
  return `a${posted.accountId}`;
}

function repeatFingerprint(parts: readonly string[], context: IdentityContext): string {
  const first = context.fingerprint(parts);
  const before = context.repeats.get(first) ?? 0;
  context.repeats.set(first, before + 1);
  return before === 0 ? first : context.fingerprint([...parts, String(before)]);
}

/**
 * What makes an event the same event over retries: (source, poster, messageId). Without a
 * messageId its content stands in for it, and without a timestamp, too, the receipt: only the
 * server can tell two plain `curl` calls from one call that was sent twice.
 */
export function eventIdentity(
  posted: PostedEvent,
  event: string,
  context: IdentityContext,
): string {
  const whose = posterKey(posted);
  if (posted.messageId !== undefined) {
    return context.fingerprint([context.source, whose, posted.messageId]);
  }
  const when = posted.timestamp ?? `${context.receivedAt}/${context.requestId}`;
  const { accountId = '', properties = '' } = posted;
  return repeatFingerprint(
    [context.source, whose, accountId, event, String(when), properties],
    context,
  );
}
