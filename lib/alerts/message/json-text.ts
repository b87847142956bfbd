/** What JSON may hold as it is, but SQS and SNS refuse in a message. */
const UNSAFE_CHARACTERS = /[\u007f-\u009f\ufffe\uffff]/g;

/** JSON that every way out takes: the same value, with the rare characters escaped. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value).replace(
    UNSAFE_CHARACTERS,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
