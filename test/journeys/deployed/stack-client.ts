import { execFileSync } from 'node:child_process';
import {
  type InvocationType,
  InvokeCommand,
  LambdaClient,
  ListFunctionsCommand,
} from '@aws-sdk/client-lambda';
import { type DeployedStack, deployedStack } from './deployed-stack.ts';

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: JSON of any shape, which the tests check
  readonly body: any;
}

/** Speaks to the deployed stack as its operator does: by HTTP, and with AWS credentials. */
export class StackClient {
  readonly stack: DeployedStack;
  adminKey = '';
  writeKey = '';

  constructor(name = 'barometer-dev') {
    this.stack = deployedStack(name);
  }

  /** By the command that the stack names, then by the key that it made. */
  async createKeys(): Promise<void> {
    const [program = '', ...args] = this.stack.nextCommand.split(' ');
    const printed = execFileSync(program, args, { encoding: 'utf8' });
    this.adminKey = /ak_\S+/.exec(printed)?.[0] ?? '';
    const wanted = { role: 'write', source: 'backend' };
    this.writeKey = (await this.ask('/v1/keys', 'POST', wanted)).body.key;
  }

  async ask(path: string, method = 'GET', body?: unknown, key = this.adminKey): Promise<Answer> {
    const response = await fetch(`${this.stack.host}${this.stack.prefix}${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  }

  /** Runs a job of the clock at once and returns its result; throws the function's error. */
  async invoke(functionName: string, job: string): Promise<unknown> {
    const { FunctionError, Payload } = await this.#call(functionName, job, 'RequestResponse');
    const result = Payload?.transformToString() ?? '';
    if (FunctionError !== undefined) throw new Error(`${functionName} failed: ${result}`);
    return JSON.parse(result);
  }

  /** Leaves a job to Lambda as a schedule does: it tries a failed one again. */
  async start(functionName: string, job: string): Promise<void> {
    await this.#call(functionName, job, 'Event');
  }

  async #call(functionName: string, job: string, InvocationType: InvocationType) {
    const lambda = new LambdaClient();
    const { Functions = [] } = await lambda.send(new ListFunctionsCommand());
    const found = Functions.find(({ FunctionName = '' }) => FunctionName.includes(functionName));
    const FunctionName = found?.FunctionName ?? functionName;
    const Payload = JSON.stringify({ job });
    return lambda.send(new InvokeCommand({ FunctionName, InvocationType, Payload }));
  }
}
