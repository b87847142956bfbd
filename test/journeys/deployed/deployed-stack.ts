import { readFileSync } from 'node:fs';
import { reachableUrl } from '../../../cli/stack-outputs.ts';

/** Written by `cdk deploy --outputs-file`; see run.sh. */
const FOLDER = 'cdk.out/deployed';

export interface DeployedStack {
  readonly table: string;
  readonly topic: string;
  readonly bus: string;
  /** What the operator is told to do next. */
  readonly nextCommand: string;
  /** Where clients connect, without a path. */
  readonly host: string;
  /** What stands before `/v1` on that host: empty on AWS. */
  readonly prefix: string;
}

/** A stack as its deployment said it is. */
export function deployedStack(name: string, file = `outputs-of-${name}.json`): DeployedStack {
  const outputs = JSON.parse(readFileSync(`${FOLDER}/${file}`, 'utf8'))[name];
  const url = new URL(reachableUrl(outputs.Url));
  return {
    table: outputs.Table,
    topic: outputs.AlertTopic,
    bus: outputs.AlertBus,
    nextCommand: outputs.NextCommand,
    host: url.origin,
    prefix: url.pathname.replace(/\/$/, ''),
  };
}
