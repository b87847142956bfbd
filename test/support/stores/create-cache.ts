import type { CreateCache } from '../../../lib/model/cache.ts';
import { createLruCache } from '../../../lib/runtime/services/lru-cache.ts';

/** Caches as the services have them, by a clock that stands still. */
export const createCache: CreateCache = (options) => createLruCache(() => 0, options);
