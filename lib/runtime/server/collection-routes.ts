import type * as z from 'zod';
import type { Problem } from '../../http/problem.ts';
import { BarometerError } from '../../model/barometer-error.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import {
  type Document,
  type DocumentKind,
  type DocumentStore,
  updateDocument,
} from '../../model/document-store.ts';
import type { ApiRoute } from './api-route.ts';
import type { RouteResult } from './route.ts';

/** A collection of documents that people put, read and take away by id. */
export interface Collection<Body> {
  readonly documents: DocumentStore;
  readonly kind: DocumentKind;
  /** `/v1/rules`. */
  readonly path: string;
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
): Promise<RouteResult> {
  const { documents, kind } = collection;
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
  if (shown) return { status: 200, body: shown };
  throw new BarometerError(
    'conflict',
    `the ${collection.what} '${id}' is being changed, try again`,
  );
}

function missing({ what }: { readonly what: string }, id: string): BarometerError {
  return new BarometerError('not_found', `there is no ${what} '${id}'`);
}

async function get<Body>(collection: Collection<Body>, id: string): Promise<RouteResult | Problem> {
  const document = await collection.documents.get<Body>(collection.kind, id);
  if (!document) throw missing(collection, id);
  return { status: 200, body: await bodyOf(collection, document) };
}

async function list<Body>(collection: Collection<Body>): Promise<RouteResult> {
  const all = await collection.documents.list<Body>(collection.kind);
  const data = await Promise.all(all.map((each) => bodyOf(collection, each)));
  return { status: 200, body: { data, next: null } };
}

async function remove<Body>(collection: Collection<Body>, id: string): Promise<RouteResult> {
  const stored =
    collection.beforeRemove && (await collection.documents.get<Body>(collection.kind, id));
  if (stored) await collection.beforeRemove?.(stored.body);
  if (await collection.documents.remove(collection.kind, id))
    return { status: 200, body: { id, deleted: true } };
  throw missing(collection, id);
}

/** The four routes of a collection: list, get, put and delete. */
export function collectionRoutes<Body>(collection: Collection<Body>): readonly ApiRoute[] {
  const { path, what, readRole, bodySchema } = collection;
  const one = `${path}/{id}`;
  return [
    {
      method: 'GET',
      path,
      role: readRole,
      summary: `Every ${what}`,
      handle: () => list(collection),
    },
    {
      method: 'GET',
      path: one,
      role: readRole,
      summary: `One ${what}`,
      handle: ({ params }) => get(collection, params['id'] ?? ''),
    },
    {
      method: 'PUT',
      path: one,
      role: 'admin',
      summary: `Make or replace one ${what}`,
      bodySchema,
      handle: ({ params, body }) => put(collection, params['id'] ?? '', body),
    },
    {
      method: 'DELETE',
      path: one,
      role: 'admin',
      summary: `Delete one ${what}`,
      handle: ({ params }) => remove(collection, params['id'] ?? ''),
    },
  ];
}
