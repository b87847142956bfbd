import { readFileSync } from 'node:fs';

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
  return {
    table: outputs.Table,
    topic: outputs.AlertTopic,
    bus: outputs.AlertBus,
    nextCommand: outputs.NextCommand,
    ...reachable(new URL(outputs.Url)),
  };
}

/** `<id>.execute-api.localhost` resolves on no machine; the emulator takes the id in the path too. */
function reachable(url: URL): { readonly host: string; readonly prefix: string } {
  const [id, ...domain] = url.hostname.split('.');
  if (domain.at(-1) !== 'localhost') return { host: url.origin, prefix: '' };
  return { host: `http://127.0.0.1:${url.port}`, prefix: `/_aws/execute-api/${id}/$default` };
}
