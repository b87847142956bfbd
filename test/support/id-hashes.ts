import { keyedIdHasher } from '../../lib/runtime/hashing.ts';

/** The hasher of an installation whose key never changes. */
export const hashId = keyedIdHasher('a key for tests, the same every time');
