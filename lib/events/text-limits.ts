/** Characters, as Segment counts them where it has the limit too. */
export const MAX_MESSAGE_ID = 100;
export const MAX_EVENT_NAME = 200;
export const MAX_ID = 256;

const LONE_SURROGATE = /\p{Surrogate}/u;
/** What decoders put where bytes are no UTF-8. */
const REPLACEMENT = '\uFFFD';
/** White space, controls, and what shows nothing, such as a zero-width space or Braille's empty cell. */
const BLANK = /^[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]*$/u;

/** True for a text in which nothing can be seen: it is no id and no name. */
export function isBlank(text: string): boolean {
  return BLANK.test(text);
}

function isLonger(text: string, limit: number): boolean {
  // Characters outside the basic plane are two code units: only a text over the limit is counted.
  return text.length > limit && Array.from(text).length > limit;
}

/**
 * What is wrong with a text, in words that go on after its name; undefined when it can be kept.
 * Half a surrogate pair has no UTF-8, and bytes that were none arrive as U+FFFD: stored, two different
 * ids would become the same one.
 */
export function textFault(text: string, limit: number): string | undefined {
  if (isLonger(text, limit)) return `has more than ${limit} characters`;
  if (LONE_SURROGATE.test(text)) return 'has half a surrogate pair, which is no text';
  if (text.includes(REPLACEMENT)) return 'has U+FFFD, which stands for bytes that are no UTF-8';
  return undefined;
}
