import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { BarometerError } from '../../model/barometer-error.ts';
import type { ApiServices } from '../services/services.ts';

export type ScoreStarter = Required<
  Pick<ApiServices, 'startRun' | 'startPreview' | 'startErasure'>
>;

/** Hands work to the scoring function and does not wait for it; Lambda tries it three times. */
export function createScoreStarter(functionName: string): ScoreStarter {
  const client = new LambdaClient({ maxAttempts: 3 });
  const start = async (input: object) => {
    const command = new InvokeCommand({
      FunctionName: functionName,
      InvocationType: 'Event',
      Payload: JSON.stringify(input),
    });
    try {
      await client.send(command);
    } catch (cause) {
      throw new BarometerError('store_unavailable', 'the scoring function cannot be called', {
        cause,
      });
    }
  };
  return {
    startRun: ({ runId }) => start({ runId }),
    startPreview: (previewId) => start({ previewId }),
    startErasure: () => start({ job: 'erase' }),
  };
}
