import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { StartError } from '../local/command/start-error.ts';
import { reachableUrl } from './reachable-url.ts';

/** What a deployed stack says of itself. */
export interface StackOutputs {
  readonly url: string;
  readonly table: string;
}

/** Reads the outputs of `barometer-<env>` with the caller's AWS credentials. */
export async function stackOutputs(environment: string): Promise<StackOutputs> {
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
