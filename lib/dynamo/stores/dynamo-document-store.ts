import type { Document, DocumentKind, DocumentStore } from '../../model/document-store.ts';
import type { Item } from '../client/query-items.ts';
import { atRevision, TableStore } from '../client/table-store.ts';
import { pack, unpack } from '../items/pack.ts';
import { documentKey, documentPartition } from '../keys.ts';

/** Documents as one item each: `r` version, `b` packed body. */
export class DynamoDocumentStore extends TableStore implements DocumentStore {
  async get<Body>(kind: DocumentKind, id: string): Promise<Document<Body> | undefined> {
    const item = await this.getItem(documentKey(kind, id));
    return item && toDocument<Body>(item);
  }

  async list<Body>(kind: DocumentKind): Promise<readonly Document<Body>[]> {
    const items = await this.query(documentPartition(kind));
    return items.map((item) => toDocument<Body>(item));
  }

  async put<Body>(
    kind: DocumentKind,
    id: string,
    body: Body,
    expected: number,
  ): Promise<Document<Body> | undefined> {
    const version = expected + 1;
    const item = { ...documentKey(kind, id), r: version, b: pack(body) };
    const isWritten = await this.putItemIf(atRevision(expected), item);
    return isWritten ? { id, version, body } : undefined;
  }

  remove(kind: DocumentKind, id: string): Promise<boolean> {
    return this.deleteItem(documentKey(kind, id));
  }
}

function toDocument<Body>(item: Item): Document<Body> {
  // What was put under this kind is what the caller asks for: bodies are checked where they come in.
  return { id: String(item['sk']), version: Number(item['r']), body: unpack(item['b']) as Body };
}
