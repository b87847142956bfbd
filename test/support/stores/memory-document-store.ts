import type { Document, DocumentKind, DocumentStore } from '../../../lib/model/document-store.ts';
import { copyOf } from './copy-of.ts';

/** Twin of the documents in DynamoDB. */
export class MemoryDocumentStore implements DocumentStore {
  readonly #shelves = new Map<DocumentKind, Map<string, Document<unknown>>>();

  #shelf(kind: DocumentKind): Map<string, Document<unknown>> {
    const shelf = this.#shelves.get(kind) ?? new Map<string, Document<unknown>>();
    this.#shelves.set(kind, shelf);
    return shelf;
  }

  async get<Body>(kind: DocumentKind, id: string): Promise<Document<Body> | undefined> {
    const document = this.#shelf(kind).get(id);
    return document && copyOf(document as Document<Body>);
  }

  async list<Body>(kind: DocumentKind): Promise<readonly Document<Body>[]> {
    const documents = [...this.#shelf(kind).values()] as Document<Body>[];
    return copyOf(documents.sort((a, b) => (a.id < b.id ? -1 : 1)));
  }

  async put<Body>(
    kind: DocumentKind,
    id: string,
    body: Body,
    expected: number,
  ): Promise<Document<Body> | undefined> {
    const shelf = this.#shelf(kind);
    if ((shelf.get(id)?.version ?? 0) !== expected) return undefined;
    const document = { id, version: expected + 1, body };
    shelf.set(id, copyOf(document));
    return document;
  }

  async remove(kind: DocumentKind, id: string): Promise<boolean> {
    return this.#shelf(kind).delete(id);
  }
}
