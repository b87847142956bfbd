import { type Authenticator, createAuthenticator } from './authenticate.ts';
import { createHashing, type Hashing } from './hashing-service.ts';
import { createKeptTraitsCache, type KeptTraitsCache } from './kept-traits-cache.ts';
import type { IngestServices } from './services.ts';
import { createSuppressions, type Suppressions } from './suppressions.ts';

interface Made {
  readonly hashing: Hashing;
  readonly authenticator: Authenticator;
  readonly keptTraits: KeptTraitsCache;
  readonly suppressions: Suppressions;
}

/** The services that follow from the stores and the clock. */
function made({ documents, clock }: Pick<IngestServices, 'documents' | 'clock'>): Made {
  const hashing = createHashing(documents, clock);
  return {
    hashing,
    suppressions: createSuppressions(documents, () => hashing.idHasher(), clock),
    authenticator: createAuthenticator(documents, clock),
    keptTraits: createKeptTraitsCache(documents, clock),
  };
}

/** Services over any stores: DynamoDB's, the embedded one's or those of a test. */
export function compose<Given extends Omit<IngestServices, keyof Made>>(
  given: Given,
): Given & Made {
  return { ...given, ...made(given) };
}
