import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { StartError } from '../local/command/start-error.ts';

/**
 * Where the URL of a stack is reached. An emulated cloud gives out `<id>.execute-api.localhost`,
 * which resolvers know nowhere, and takes the id in the path as well; AWS's own are left alone.
 */
export function reachableUrl(text: string): string {
  const url = new URL(text);
  const [id, ...domain] = url.hostname.split('.');
  if (domain.join('.') !== 'execute-api.localhost') return text.replace(/\/+$/, '');
  return `http://127.0.0.1:${url.port}/_aws/execute-api/${id}/$default`;
}

/** Reads the outputs of `barometer-<env>` with the caller's AWS credentials. */
export async function stackOutputs(environment: string) {
  const StackName = `barometer-${environment}`;
  const client = new CloudFormationClient({});
  try {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName }));
    const outputs = new Map(
      (Stacks[0]?.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]),
    );
    const [url, table] = [outputs.get('Url'), outputs.get('Table')];
    if (url && table) return { url: reachableUrl(url), table };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new StartError(
      `cannot read the stack ${StackName} (${why}): check AWS_PROFILE and AWS_REGION, or deploy it`,
    );
  } finally {
    client.destroy();
  }
  throw new StartError(`the stack ${StackName} has no outputs Url and Table: deploy it again`);
}
