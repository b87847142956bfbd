import { type Authenticator, createAuthenticator } from './authenticate.ts';
import { createEventNames, type EventNames } from './event-names.ts';
import { createHashing, type Hashing } from './hashing-service.ts';
import { createModelWords, type ModelWords } from './model-words.ts';
import type { IngestServices } from './services.ts';
import { createSuppressions, type Suppressions } from './suppressions.ts';

interface Made {
  readonly hashing: Hashing;
  readonly authenticator: Authenticator;
  readonly modelWords: ModelWords;
  readonly eventNames: EventNames;
  readonly suppressions: Suppressions;
}

/** The services that follow from the stores and the clock. */
function made({
  documents,
  clock,
  log,
}: Pick<IngestServices, 'documents' | 'clock' | 'log'>): Made {
  const modelWords = createModelWords(documents, clock);
  const hashing = createHashing(documents, clock);
  return {
    hashing,
    suppressions: createSuppressions(documents, () => hashing.idHasher(), clock),
    authenticator: createAuthenticator(documents, clock),
    modelWords,
    eventNames: createEventNames(documents, modelWords, log),
  };
}

/** Services over any stores: DynamoDB's, the embedded one's or those of a test. */
export function compose<Given extends Omit<IngestServices, keyof Made>>(
  given: Given,
): Given & Made {
  return { ...given, ...made(given) };
}
