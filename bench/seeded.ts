/** A repeatable stream of numbers from 0 up to but not including 1 (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const ID_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const HEX = '0123456789abcdef';

function text(random: () => number, alphabet: string, length: number): string {
  let made = '';
  for (let i = 0; i < length; i++) made += alphabet.charAt(Math.floor(random() * alphabet.length));
  return made;
}

/** 28 characters, as Firebase's and Auth0's ids have. */
export function realisticId(random: () => number): string {
  return text(random, ID_ALPHABET, 28);
}

/** 16 hex digits. */
export function fingerprintFrom(random: () => number): string {
  return text(random, HEX, 8) + text(random, HEX, 8);
}

/** 1 or more, `mean` on average, most often small: how often somebody does something in a day. */
export function often(random: () => number, mean: number): number {
  return 1 + Math.floor(-Math.log(1 - random()) * (mean - 1));
}
