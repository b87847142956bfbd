const encoder = new TextEncoder();

/** True when a text takes more bytes than the limit; encodes it only when that is in doubt. */
export function exceedsUtf8Length(text: string, limit: number): boolean {
  if (text.length > limit) return true;
  // A code unit takes three bytes at most.
  return text.length * 3 > limit && encoder.encode(text).length > limit;
}
