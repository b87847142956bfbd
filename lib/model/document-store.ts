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
  /**
   * Writes when the stored version is `expected` (0: not there yet). Returns the new document, or
   * undefined when somebody else wrote first.
   */
  put<Body>(
    kind: DocumentKind,
    id: string,
    body: Body,
    expected: number,
  ): Promise<Document<Body> | undefined>;
  /** Returns whether it was there. */
  remove(kind: DocumentKind, id: string): Promise<boolean>;
}
