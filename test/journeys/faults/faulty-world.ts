import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { gatewayRequest } from '../../../fixtures/gateway-request.ts';
import { KEYS } from '../../../fixtures/keys.ts';
import type { Alert } from '../../../lib/alerts/alert.ts';
import type { BatchStore } from '../../../lib/counts/batch/batch-store.ts';
import { DynamoBatchStore } from '../../../lib/dynamo/stores/dynamo-batch-store.ts';
import { DynamoDocumentStore } from '../../../lib/dynamo/stores/dynamo-document-store.ts';
import { dynamoStores, type Stores } from '../../../lib/dynamo/stores/dynamo-stores.ts';
import { BarometerError } from '../../../lib/model/barometer-error.ts';
import type { HashId } from '../../../lib/model/id-hash.ts';
import type { RunServices } from '../../../lib/runtime/jobs/score/record-run.ts';
import { importKey } from '../../../lib/runtime/services/api-keys.ts';
import { createHashingService } from '../../../lib/runtime/services/hashing-service.ts';
import { type FateWheel, isInjected } from '../../support/stores/fate-wheel.ts';
import {
  type Doom,
  type MortalProcess,
  startProcess,
} from '../../support/worlds/mortal-process.ts';
import { type FaultTable, type OnPut, watched } from './fault-table.ts';
import type { PostedRequest } from './posted-stream.ts';
import type { Stall } from './stalling-batch-store.ts';
import { Truth } from './truth.ts';

/** What a process's store of batches is made with. */
export interface BatchTools {
  /** The store's own, whose calls meet their fates. */
  readonly batches: BatchStore;
  /** The same without fates. */
  readonly sound: BatchStore;
  readonly doom: Doom;
  readonly hashId: HashId;
  readonly onStall: (stall: Stall) => void;
  readonly onPut: OnPut;
}

export interface WorldParts {
  readonly table: FaultTable;
  readonly batches: (tools: BatchTools) => BatchStore;
  readonly fates: FateWheel;
  /** Epoch milliseconds at which it begins. */
  readonly start: number;
}

/** Clients, stores that last and a service that does not. Its clock moves when it is told to. */
export class FaultyWorld {
  readonly truth = new Truth();
  readonly hashId: HashId;
  readonly published: Alert[] = [];
  now: number;
  posts = 0;
  readonly #parts: WorldParts;
  readonly #client: DynamoDBDocumentClient;
  readonly #requests = new Map<string, PostedRequest>();
  readonly #hung = new Map<string, () => void>();
  #stalled: Stall[] = [];
  #process: MortalProcess;

  private constructor(parts: WorldParts, hashId: HashId) {
    this.#parts = parts;
    this.#client = watched(parts.table.client, this.#onPut);
    this.now = parts.start;
    this.hashId = hashId;
    this.#process = this.#start();
  }

  /** The key is put before anything fails. */
  static async open(parts: WorldParts): Promise<FaultyWorld> {
    const { client, table } = parts.table;
    const documents = new DynamoDocumentStore(client, table);
    const clock = () => parts.start;
    await importKey(documents, { key: KEYS.write, role: 'write', source: 'web' }, clock);
    return new FaultyWorld(parts, await createHashingService(documents, clock).idHasher());
  }

  /** The process that lives now. */
  process(): MortalProcess {
    if (this.#process.life.dead) this.#process = this.#start();
    return this.#process;
  }

  /** A process whose every call works. */
  soundServices(): RunServices {
    return startProcess(this.#surroundings(), () => 'works').services;
  }

  /**
   * Posts once. Resolves when the answer is there, or when the put stalls; `outcome` is whether a
   * process that lived to say so answered 200.
   */
  async post(request: PostedRequest): Promise<{ readonly outcome: Promise<boolean> }> {
    this.posts++;
    this.truth.sent(request.events);
    const { body, path } = request;
    const event = gatewayRequest(path, { key: KEYS.write, body });
    const { requestId } = event.requestContext;
    this.#requests.set(requestId, request);
    const { life, ingest } = this.process();
    let hung = false;
    const outcome = ingest(event).then(({ statusCode }) => {
      if (statusCode !== 200 && statusCode !== 503) throw new Error(`answered ${statusCode}`);
      // What hung is a Lambda of its own, which no other one's death takes along.
      const acknowledged = statusCode === 200 && (hung || !life.dead);
      if (acknowledged) this.truth.acknowledged(request.events);
      return acknowledged;
    });
    const stall = new Promise<void>((resolve) => {
      this.#hung.set(requestId, () => {
        hung = true;
        resolve();
      });
    });
    await Promise.race([outcome, stall]);
    this.#hung.delete(requestId);
    return { outcome };
  }

  /** Runs a job until it comes through, trying `times` times at most; its own errors end the test. */
  async attempt<Result>(
    times: number,
    job: (services: RunServices) => Promise<Result>,
  ): Promise<Result | undefined> {
    for (let time = 0; time < times; time++) {
      try {
        return await job(this.process().services);
      } catch (error) {
        const lost = error instanceof BarometerError && error.code === 'conflict';
        if (!lost && !isInjected(error)) throw error;
      }
    }
    return undefined;
  }

  /** Lets the puts land that hang. */
  thaw(): void {
    const stalled = this.#stalled;
    this.#stalled = [];
    for (const { thaw } of stalled) thaw();
  }

  #surroundings() {
    const publisher = {
      publish: async (alerts: readonly Alert[]) => {
        this.published.push(...alerts);
        return alerts.map(({ id }) => id);
      },
    };
    return { open: this.#open, publisher, clock: this.#clock };
  }

  /** A clock that never says the same twice. */
  readonly #clock = (): number => this.now++;

  readonly #onPut: OnPut = ({ requestId, receivedAt }) => {
    const request = this.#requests.get(requestId);
    if (request) this.truth.stored(request.events, receivedAt);
  };

  readonly #onStall = (stall: Stall): void => {
    this.#stalled.push(stall);
    this.#hung.get(stall.requestId)?.();
  };

  /** The real stores, each call of whose client meets its fate. */
  readonly #open = (doom: Doom): Stores => {
    const { table } = this.#parts.table;
    const stores = dynamoStores(doom(this.#client), table, this.#clock);
    const batches = this.#parts.batches({
      batches: stores.batches,
      sound: new DynamoBatchStore(this.#client, table),
      doom,
      hashId: this.hashId,
      onStall: this.#onStall,
      onPut: this.#onPut,
    });
    return { ...stores, batches };
  };

  #start(): MortalProcess {
    return startProcess(this.#surroundings(), (life) => this.#parts.fates.of(life));
  }
}
