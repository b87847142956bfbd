import type * as z from 'zod';
import type { Problem } from '../http/problem.ts';
import { BarometerError } from '../model/barometer-error.ts';
import { canonicalText } from '../model/canonical-text.ts';
import type { Document, DocumentKind, DocumentStore } from '../model/document-store.ts';
import type { ApiRoute } from './api-route.ts';
import type { RouteResult } from './route.ts';

/** A shelf of documents that people put, read and take away by id. */
export interface Shelf<Body> {
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
  align?(body: Body, before: Body | undefined): Promise<Body>;
  /** Undoes it before the document is taken away. */
  leave?(body: Body): Promise<void>;
}

/** Two people who save at once: the later one wins, as if they had come one after the other. */
const ATTEMPTS = 3;

async function shown<Body>(
  shelf: Shelf<Body>,
  document: Document<Body>,
  isNew = false,
): Promise<object> {
  return { ...(await shelf.show(document.body, isNew)), version: document.version };
}

async function putOnce<Body>(shelf: Shelf<Body>, id: string, value: unknown) {
  const { documents, kind } = shelf;
  const before = await documents.get<Body>(kind, id);
  const read = shelf.read(value, id, before?.body);
  const body = shelf.align ? await shelf.align(read, before?.body) : read;
  if (before && canonicalText(before.body) === canonicalText(body)) return shown(shelf, before);
  const after = await documents.put(kind, id, body, before?.version ?? 0);
  return after && shown(shelf, after, !before);
}

async function put<Body>(shelf: Shelf<Body>, id: string, value: unknown): Promise<RouteResult> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const body = await putOnce(shelf, id, value);
    if (body) return { status: 200, body };
  }
  throw new BarometerError('conflict', `the ${shelf.what} '${id}' is being changed, try again`);
}

function missing({ what }: { readonly what: string }, id: string): BarometerError {
  return new BarometerError('not_found', `there is no ${what} '${id}'`);
}

async function get<Body>(shelf: Shelf<Body>, id: string): Promise<RouteResult | Problem> {
  const document = await shelf.documents.get<Body>(shelf.kind, id);
  if (!document) throw missing(shelf, id);
  return { status: 200, body: await shown(shelf, document) };
}

async function list<Body>(shelf: Shelf<Body>): Promise<RouteResult> {
  const all = await shelf.documents.list<Body>(shelf.kind);
  const data = await Promise.all(all.map((each) => shown(shelf, each)));
  return { status: 200, body: { data, next: null } };
}

async function remove<Body>(shelf: Shelf<Body>, id: string): Promise<RouteResult> {
  const stored = shelf.leave && (await shelf.documents.get<Body>(shelf.kind, id));
  if (stored) await shelf.leave?.(stored.body);
  if (await shelf.documents.remove(shelf.kind, id))
    return { status: 200, body: { id, deleted: true } };
  throw missing(shelf, id);
}

/** The four routes of a shelf: list, get, put and delete. */
export function documentRoutes<Body>(shelf: Shelf<Body>): readonly ApiRoute[] {
  const { path, what, readRole, bodySchema } = shelf;
  const one = `${path}/{id}`;
  return [
    { method: 'GET', path, role: readRole, summary: `Every ${what}`, handle: () => list(shelf) },
    {
      method: 'GET',
      path: one,
      role: readRole,
      summary: `One ${what}`,
      handle: ({ params }) => get(shelf, params['id'] ?? ''),
    },
    {
      method: 'PUT',
      path: one,
      role: 'admin',
      summary: `Make or replace one ${what}`,
      bodySchema,
      handle: ({ params, body }) => put(shelf, params['id'] ?? '', body),
    },
    {
      method: 'DELETE',
      path: one,
      role: 'admin',
      summary: `Delete one ${what}`,
      handle: ({ params }) => remove(shelf, params['id'] ?? ''),
    },
  ];
}
