import { type Authenticator, createAuthenticator } from './authenticate.ts';
import { createHashing, type Hashing } from './hashing-service.ts';
import { createKeptTraitsCache, type KeptTraitsCache } from './kept-traits-cache.ts';
import type { IngestServices, Services } from './services.ts';

interface Made {
  readonly hashing: Hashing;
  readonly authenticator: Authenticator;
  readonly keptTraits: KeptTraitsCache;
}

/** The services that follow from the stores and the clock. */
function made({ documents, clock }: Pick<IngestServices, 'documents' | 'clock'>): Made {
  return {
    hashing: createHashing(documents, clock),
    authenticator: createAuthenticator(documents, clock),
    keptTraits: createKeptTraitsCache(documents, clock),
  };
}

export function composeIngest(given: Omit<IngestServices, keyof Made>): IngestServices {
  return { ...given, ...made(given) };
}

/** Services over any stores: DynamoDB's, the embedded one's or those of a test. */
export function composeServices(given: Omit<Services, keyof Made>): Services {
  return { ...given, ...made(given) };
}
