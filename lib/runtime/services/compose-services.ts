import { createAuthenticator } from './authenticator.ts';
import { createEventNameLimit } from './event-name-limit.ts';
import { createHashingService } from './hashing-service.ts';
import { createModelReferences } from './model-references.ts';
import type { IngestServices } from './services.ts';
import { createSourceSettings } from './source-settings.ts';
import { createSuppressions } from './suppressions.ts';

/** Adds the services that follow from the stores, the clock and the log, whoever keeps the stores. */
export function composeServices<Given extends Pick<IngestServices, 'documents' | 'clock' | 'log'>>(
  given: Given,
) {
  const { documents, clock, log } = given;
  const modelReferences = createModelReferences(documents, clock);
  const hashing = createHashingService(documents, clock);
  return {
    ...given,
    hashing,
    modelReferences,
    sourceSettings: createSourceSettings(documents, clock),
    suppressions: createSuppressions(documents, hashing, clock),
    authenticator: createAuthenticator(documents, clock),
    eventNameLimit: createEventNameLimit(documents, modelReferences, log),
  };
}
