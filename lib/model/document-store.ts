/** Small settings that people write: each kind is a collection of documents by id. */
export type DocumentKind =
  | 'model'
  | 'model-version'
  | 'rule'
  | 'subscription'
  /** What a candidate model would say, for whoever asked and did not wait. */
  | 'preview'
  /** What waits for its next attempt on one machine; the cloud has a queue for it. */
  | 'delivery'
  | 'key'
  | 'source'
  /** What operators say of a source. */
  | 'source-settings'
  /** Which event names a source has brought. */
  | 'event-names'
  /** Who was erased, by hash. */
  | 'suppression'
  | 'setting';

export interface Document<Body> {
  readonly id: string;
  /** 1 at first, one more at each put. */
  readonly version: number;
  readonly body: Body;
}

/** Port: reads are consistent, a put is all or nothing. */
export interface DocumentStore {
  get<Body>(kind: DocumentKind, id: string): Promise<Document<Body> | undefined>;
  /** All of a kind, by id. */
  list<Body>(kind: DocumentKind): Promise<readonly Document<Body>[]>;
  /** Writes when version `expected` is stored (0: none); undefined when somebody was first. */
  put<Body>(
    kind: DocumentKind,
    id: string,
    body: Body,
    expected: number,
  ): Promise<Document<Body> | undefined>;
  /** Returns whether it was there. */
  remove(kind: DocumentKind, id: string): Promise<boolean>;
}

/** Enough for every writer that meets another at one document; more would hide a mistake. */
export const UPDATE_ATTEMPTS = 8;

/**
 * Reads, changes and conditionally writes something stored, again and again while others write in
 * between. Throws what `read` and `change` throw.
 *
 * @param read reads what is stored; `attempt` starts at 0, for callers that hold it already
 * @param change writes what follows from it, under the condition that it is still stored. Returns
 *   its result, or undefined when somebody else wrote first
 * @returns the result of `change`, or undefined when somebody else wrote first at every attempt
 */
export async function updateDocument<Stored, Result>(
  read: (attempt: number) => Stored | Promise<Stored>,
  change: (stored: Stored) => Promise<Result | undefined>,
  attempts: number = UPDATE_ATTEMPTS,
): Promise<Result | undefined> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const result = await change(await read(attempt));
    if (result !== undefined) return result;
  }
  return undefined;
}
