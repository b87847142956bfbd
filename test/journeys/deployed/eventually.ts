import { setTimeout } from 'node:timers/promises';

/** Asks until there is an answer; throws naming what was waited for when the time is up. */
export async function eventually<Answer>(
  what: string,
  seconds: number,
  ask: () => Promise<Answer | undefined>,
  pauseMs = 250,
): Promise<Answer> {
  const until = Date.now() + seconds * 1000;
  while (Date.now() < until) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await setTimeout(pauseMs);
  }
  throw new Error(`${what} did not come within ${seconds} seconds`);
}
