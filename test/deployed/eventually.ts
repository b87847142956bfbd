import { setTimeout } from 'node:timers/promises';

const PAUSE_MS = 250;

/** Asks until there is an answer; throws naming what was waited for when the time is up. */
export async function eventually<Answer>(
  what: string,
  seconds: number,
  ask: () => Promise<Answer | undefined>,
): Promise<Answer> {
  const until = Date.now() + seconds * 1000;
  while (Date.now() < until) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await setTimeout(PAUSE_MS);
  }
  throw new Error(`${what} did not come within ${seconds} seconds`);
}
