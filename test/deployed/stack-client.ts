import { InvokeCommand, LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { documentClient } from '../../lib/dynamo/document-client.ts';
import { DynamoDocumentStore } from '../../lib/dynamo/dynamo-document-store.ts';
import type { KeyRole } from '../../lib/model/api-key.ts';
import { createKey } from '../../lib/runtime/keys.ts';
import { deployedStack } from './deployed-stack.ts';

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: JSON of any shape, which the tests check
  readonly body: any;
}

/** Speaks to the deployed stack as its operator does: by HTTP, and with AWS credentials. */
export class StackClient {
  readonly stack = deployedStack();
  adminKey = '';
  writeKey = '';

  /** The first keys of a stack can only be written by whoever deployed it. */
  async createKeys(): Promise<void> {
    const documents = new DynamoDocumentStore(documentClient(), this.stack.table);
    const create = async (role: KeyRole) =>
      (await createKey(documents, role, 'deployed-test', Date.now)).key;
    this.adminKey = await create('admin');
    this.writeKey = await create('write');
  }

  async ask(path: string, method = 'GET', body?: unknown, key = this.adminKey): Promise<Answer> {
    const response = await fetch(`${this.stack.host}${this.stack.prefix}${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  }

  /** Runs a job of the clock at once; answers the error of the function, if it had one. */
  async invoke(functionName: string, job: string): Promise<string | undefined> {
    const lambda = new LambdaClient();
    const { Functions = [] } = await lambda.send(new ListFunctionsCommand());
    const found = Functions.find(({ FunctionName = '' }) => FunctionName.includes(functionName));
    const { FunctionError } = await lambda.send(
      new InvokeCommand({
        FunctionName: found?.FunctionName ?? functionName,
        Payload: JSON.stringify({ job }),
      }),
    );
    return FunctionError;
  }
}
