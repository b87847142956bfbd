import { type Authenticator, createAuthenticator } from './authenticator.ts';
import { createEventNameLimit, type EventNameLimit } from './event-name-limit.ts';
import { createHashingService, type HashingService } from './hashing-service.ts';
import { createModelReferences, type ModelReferences } from './model-references.ts';
import type { IngestServices } from './services.ts';
import { createSuppressions, type Suppressions } from './suppressions.ts';

interface DerivedServices {
  readonly hashing: HashingService;
  readonly authenticator: Authenticator;
  readonly modelReferences: ModelReferences;
  readonly eventNameLimit: EventNameLimit;
  readonly suppressions: Suppressions;
}

/** The services that follow from the stores and the clock. */
function deriveServices({
  documents,
  clock,
  log,
}: Pick<IngestServices, 'documents' | 'clock' | 'log'>): DerivedServices {
  const modelReferences = createModelReferences(documents, clock);
  const hashing = createHashingService(documents, clock);
  return {
    hashing,
    suppressions: createSuppressions(documents, () => hashing.idHasher(), clock),
    authenticator: createAuthenticator(documents, clock),
    modelReferences,
    eventNameLimit: createEventNameLimit(documents, modelReferences, log),
  };
}

/** Services over any stores: DynamoDB's, the embedded one's or those of a test. */
export function composeServices<Given extends Omit<IngestServices, keyof DerivedServices>>(
  given: Given,
): Given & DerivedServices {
  return { ...given, ...deriveServices(given) };
}
