import type { UncheckedCount } from '../../counts/batch/accept-count.ts';
import type { PostedEvent, Refusal, RefusedEvent } from '../../events/event.ts';
import type { SourceSettings } from '../../model/source-settings.ts';
import type { JsonObject } from '../json-value.ts';
import type { NamedSchema } from '../openapi.ts';
import type { Problem } from '../problem.ts';
import type { RequestHeaders } from '../request-key.ts';

/** The items of a body in their order, each read or refused. */
export type PostedItems =
  | { readonly kind: 'events'; readonly items: readonly (PostedEvent | Refusal)[] }
  | { readonly kind: 'counts'; readonly items: readonly (UncheckedCount | Refusal)[] };

export interface WireRoute {
  readonly path: `/${string}`;
  /** The type of the one event that a body is; absent where a body is a list. */
  readonly type?: PostedEvent['type'];
  /** What the OpenAPI description says of a body; ingest reads by hand, for a reason per item. */
  readonly schema: NamedSchema;
  /** Unpacks a text that is no JSON yet. @default it is JSON as it comes */
  readonly unpack?: (text: string) => string | Problem;
  /** Makes an object of other JSON that clients post. @default nothing but objects is taken */
  readonly wrap?: (value: unknown) => unknown;
  /** Whether `read` asks for the settings of the source, which take a read of the table. */
  readonly usesSettings?: true;
  /** Reads a body; `text` is what it was parsed from. */
  readonly read: (
    body: JsonObject,
    text: string,
    settings?: SourceSettings,
  ) => PostedItems | Problem;
}

/** What clients fetch by GET before they post; the path names their key as `{writeKey}`. */
export interface ClientSettings {
  readonly path: `/${string}`;
  readonly summary: string;
  readonly body: (writeKey: string, headers: RequestHeaders) => object;
}

/** A wire format: where its clients post, with what key, how it is read, what is answered. */
export interface Dialect {
  /** What a list of it is, for the OpenAPI description. */
  readonly summary: string;
  /** The field of a body with the key of clients that send none in a header. */
  readonly keyField?: string;
  readonly routes: readonly WireRoute[];
  /** The body of the 200 once everything that was not refused is stored. */
  readonly answer: (refused: readonly RefusedEvent[]) => object;
  readonly settings?: ClientSettings;
  /** What clients ask besides, of which nothing is kept. */
  readonly questions?: readonly ClientQuestion[];
}

/** Something that clients post to be told, with their key in the body. */
export interface ClientQuestion extends Pick<WireRoute, 'path' | 'unpack' | 'wrap'> {
  readonly summary: string;
  readonly answer: () => object;
}

/** The answer of Segment's API, which says `success` alone, and what was refused beside it. */
export function successAnswer(refused: readonly RefusedEvent[]): object {
  return { success: true, ...(refused.length > 0 && { rejected: refused }) };
}
