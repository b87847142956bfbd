/** Hex digits of an event's fingerprint: 64 bits. */
export const FINGERPRINT_LENGTH = 16;
