/** Characters, as Segment counts them where it has the limit too. */
export const MAX_MESSAGE_ID = 100;
export const MAX_EVENT_NAME = 200;
export const MAX_ID = 256;

const LONE_SURROGATE = /\p{Surrogate}/u;

function isLonger(text: string, limit: number): boolean {
  // Characters outside the basic plane are two code units: only a text over the limit is counted.
  return text.length > limit && Array.from(text).length > limit;
}

/**
 * What is wrong with a text, in words that go on after its name; undefined when it can be kept.
 * Half a surrogate pair has no UTF-8: stored, two different ids would become the same one.
 */
export function textFault(text: string, limit: number): string | undefined {
  if (isLonger(text, limit)) return `has more than ${limit} characters`;
  if (LONE_SURROGATE.test(text)) return 'has half a surrogate pair, which is no text';
  return undefined;
}
