import type * as z from 'zod';
import { BarometerError } from '../../model/barometer-error.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import {
  type Document,
  type DocumentKind,
  type DocumentStore,
  updateDocument,
} from '../../model/document-store.ts';
import type { ApiResult, ApiRoute } from './api-route.ts';

/** A collection of documents that people put, read and take away by id. */
export interface Collection<Body> {
  readonly documents: DocumentStore;
  readonly kind: DocumentKind;
  /** `/v1/rules`. */
  readonly path: `/${string}`;
  /** `alert rule`, for messages. */
  readonly what: string;
  readonly readRole: 'read' | 'admin';
  readonly bodySchema: z.ZodType;
  /** Reads a posted body; throws `invalid`. `before` is what is there already. */
  read(value: unknown, id: string, before: Body | undefined): Body;
  /** What is shown of a document; `isNew` at its first put only. */
  show(body: Body, isNew: boolean): object | Promise<object>;
  /** Does outside what a put means there, before it is stored; may be repeated. */
  beforePut?(body: Body, before: Body | undefined): Promise<Body>;
  /** Undoes it before the document is taken away. */
  beforeRemove?(body: Body): Promise<void>;
}

/** Two people who save at once: the later one wins, as if they had come one after the other. */
const ATTEMPTS = 3;

async function bodyOf<Body>(
  collection: Collection<Body>,
  document: Document<Body>,
  isNew = false,
): Promise<object> {
  return { ...(await collection.show(document.body, isNew)), version: document.version };
}

async function put<Body>(
  collection: Collection<Body>,
  id: string,
  value: unknown,
): Promise<ApiResult> {
  const { documents, kind, what } = collection;
  const shown = await updateDocument(
    () => documents.get<Body>(kind, id),
    async (before) => {
      const read = collection.read(value, id, before?.body);
      const body = collection.beforePut ? await collection.beforePut(read, before?.body) : read;
      if (before && canonicalJson(before.body) === canonicalJson(body))
        return bodyOf(collection, before);
      const after = await documents.put(kind, id, body, before?.version ?? 0);
      return after && bodyOf(collection, after, !before);
    },
    ATTEMPTS,
  );
  if (shown) return { body: shown };
  throw new BarometerError('conflict', `the ${what} '${id}' is being changed, try again`);
}

function missing(what: string, id: string): BarometerError {
  return new BarometerError('not_found', `there is no ${what} '${id}'`);
}

async function get<Body>(collection: Collection<Body>, id: string): Promise<ApiResult> {
  const document = await collection.documents.get<Body>(collection.kind, id);
  if (!document) throw missing(collection.what, id);
  return { body: await bodyOf(collection, document) };
}

async function list<Body>(collection: Collection<Body>): Promise<ApiResult> {
  const all = await collection.documents.list<Body>(collection.kind);
  const data = await Promise.all(all.map((each) => bodyOf(collection, each)));
  return { body: { data, next: null } };
}

async function remove<Body>(collection: Collection<Body>, id: string): Promise<ApiResult> {
  const { documents, kind, what, beforeRemove } = collection;
  const stored = beforeRemove && (await documents.get<Body>(kind, id));
  if (stored) await beforeRemove(stored.body);
  if (await documents.remove(kind, id)) return { body: { id, deleted: true } };
  throw missing(what, id);
}

/** The four routes of a collection: list, get, put and delete. */
export function collectionRoutes<Body>(collection: Collection<Body>): readonly ApiRoute[] {
  const { path, what, readRole, bodySchema } = collection;
  return [
    {
      endpoint: `GET ${path}`,
      role: readRole,
      summary: `Every ${what}`,
      handle: () => list(collection),
    },
    {
      endpoint: `GET ${path}/{id}`,
      role: readRole,
      summary: `One ${what}`,
      handle: ({ params: { id = '' } }) => get(collection, id),
    },
    {
      endpoint: `PUT ${path}/{id}`,
      role: 'admin',
      summary: `Make or replace one ${what}`,
      bodySchema,
      handle: ({ params: { id = '' }, body }) => put(collection, id, body),
    },
    {
      endpoint: `DELETE ${path}/{id}`,
      role: 'admin',
      summary: `Delete one ${what}`,
      handle: ({ params: { id = '' } }) => remove(collection, id),
    },
  ];
}
