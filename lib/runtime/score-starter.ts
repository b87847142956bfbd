import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { BarometerError } from '../model/barometer-error.ts';
import type { Run } from '../scores/run-store.ts';

/** Hands a run to the scoring function and does not wait for it; Lambda tries it three times. */
export function createScoreStarter(functionName: string): (run: Run) => Promise<void> {
  const client = new LambdaClient({ maxAttempts: 3 });
  return async ({ runId }) => {
    const command = new InvokeCommand({
      FunctionName: functionName,
      InvocationType: 'Event',
      Payload: JSON.stringify({ runId }),
    });
    try {
      await client.send(command);
    } catch (cause) {
      throw new BarometerError('store_unavailable', 'the scoring function cannot be called', {
        cause,
      });
    }
  };
}
