import { DeleteCommand, type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Document, DocumentKind, DocumentStore } from '../../model/document-store.ts';
import { atRevision } from '../client/at-revision.ts';
import { getItem } from '../client/item-access.ts';
import { type Item, queryItems } from '../client/query-items.ts';
import { orStoreError, unlessConditionFailed } from '../client/store-error.ts';
import { pack, unpack } from '../items/pack.ts';
import { documentKey, documentPartition } from '../keys.ts';

/** Documents as one item each: `r` version, `b` packed body. */
export class DynamoDocumentStore implements DocumentStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async get<Body>(kind: DocumentKind, id: string): Promise<Document<Body> | undefined> {
    const item = await getItem(this.#client, this.#table, documentKey(kind, id));
    return item && toDocument<Body>(item);
  }

  async list<Body>(kind: DocumentKind): Promise<readonly Document<Body>[]> {
    const items = await queryItems(this.#client, this.#table, documentPartition(kind));
    return items.map((item) => toDocument<Body>(item));
  }

  async put<Body>(
    kind: DocumentKind,
    id: string,
    body: Body,
    expected: number,
  ): Promise<Document<Body> | undefined> {
    const version = expected + 1;
    const put = new PutCommand({
      TableName: this.#table,
      Item: { ...documentKey(kind, id), r: version, b: pack(body) },
      ...atRevision(expected),
    });
    return (await unlessConditionFailed(this.#client.send(put))) && { id, version, body };
  }

  async remove(kind: DocumentKind, id: string): Promise<boolean> {
    const { Attributes: old } = await orStoreError(
      this.#client.send(
        new DeleteCommand({
          TableName: this.#table,
          Key: documentKey(kind, id),
          ReturnValues: 'ALL_OLD',
        }),
      ),
    );
    return old !== undefined;
  }
}

function toDocument<Body>(item: Item): Document<Body> {
  // What was put under this kind is what the caller asks for: bodies are checked where they come in.
  return { id: String(item['sk']), version: Number(item['r']), body: unpack(item['b']) as Body };
}
