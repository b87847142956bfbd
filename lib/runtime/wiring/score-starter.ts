import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { BarometerError } from '../../model/barometer-error.ts';
import type { Uses } from '../services/services.ts';

/** Hands work to the scoring function and does not wait for it; Lambda tries it three times. */
export function createScoreStarter(
  functionName: string,
): Required<Uses<'startRun' | 'startPreview' | 'startErasure'>> {
  const client = new LambdaClient({ maxAttempts: 3 });
  const start = async (input: object) => {
    const Payload = JSON.stringify(input);
    const target = { FunctionName: functionName, InvocationType: 'Event' } as const;
    try {
      await client.send(new InvokeCommand({ ...target, Payload }));
    } catch (cause) {
      const message = 'the scoring function cannot be called';
      throw new BarometerError('store_unavailable', message, { cause });
    }
  };
  return {
    startRun: ({ runId }) => start({ runId }),
    startPreview: (previewId) => start({ previewId }),
    startErasure: () => start({ job: 'erase' }),
  };
}
