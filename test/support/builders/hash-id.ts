import { createIdHasher } from '../../../lib/runtime/services/hash-functions.ts';

/** The hasher of an installation whose key never changes. */
export const hashId = createIdHasher('a key for tests, the same every time');
