import type { EmailTopic } from '../../alerts/email-topic.ts';
import type { AlertPublisher } from '../../alerts/publish/alert-publisher.ts';
import type { CounterBatch } from '../../counts/batch/counter-batch.ts';
import type { Stores } from '../../dynamo/stores/dynamo-stores.ts';
import type { SendDelivery } from '../../messaging/send-webhook.ts';
import type { Run } from '../../scores/run/run-store.ts';
import type { Authenticator } from './authenticator.ts';
import type { Caches } from './caches.ts';
import type { EventNameLimit } from './event-name-limit.ts';
import type { HashingService } from './hashing-service.ts';
import type { Log } from './log.ts';
import type { PutMetrics } from './metrics.ts';
import type { ModelReferences } from './model-references.ts';
import type { SourceSettingsReader } from './source-settings.ts';
import type { Suppressions } from './suppressions.ts';

export interface ServiceSettings {
  readonly retentionDays: number;
  /** Where a person looks at an account; `{id}` stands for its id. */
  readonly accountUrl?: string;
  /** The most requests of one write key, on average; no limit when absent. */
  readonly requestsPerSecond?: number;
}

/** What ingest needs: a cold start that must not load anything else. */
export interface IngestServices extends Pick<Stores, 'documents' | 'batches'> {
  readonly clock: () => number;
  readonly settings: ServiceSettings;
  readonly hashing: HashingService;
  readonly log: Log;
  readonly metrics: PutMetrics;
  readonly authenticator: Authenticator;
  readonly modelReferences: ModelReferences;
  readonly sourceSettings: SourceSettingsReader;
  readonly eventNameLimit: EventNameLimit;
  /** Who was erased and is not taken in again. */
  readonly suppressions: Suppressions;
  /** Called with a batch once it is stored: one machine runs the tail at once. */
  readonly onStored?: (batch: CounterBatch) => void;
}

/** What the API needs: everything but a way out for alerts. */
export interface ApiServices extends IngestServices, Stores {
  readonly caches: Caches;
  /** @default subscriptions by email are refused */
  readonly emailTopic?: EmailTopic;
  /** Tries webhooks and Slack at once, by the receivers' own clock. @default they cannot be tried */
  readonly send?: { readonly post: SendDelivery; readonly now: () => number };
  /** Begins a run that is stored as `running`; resolves when it is under way, not when it is done. */
  readonly startRun: (run: Run) => Promise<void>;
  /** Begins a preview that is stored. @default previews have to be waited for */
  readonly startPreview?: (previewId: string) => Promise<void>;
  /** Begins to erase those who are to be erased. @default they wait for the next scoring run */
  readonly startErasure?: () => Promise<void>;
}

/** Everything the functions work with. Each function takes it, so each runs on any stores. */
export interface Services extends ApiServices {
  readonly publisher: AlertPublisher;
}

/** The few services that something uses. */
export type Uses<Name extends keyof Services> = Pick<Services, Name>;
