import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { StartError } from '../../local/command/start-error.ts';
import type { ReplayedMessage } from './mapping.ts';

/** Where the messages go. */
export interface ReplayTarget {
  /** Of the server, without a path. */
  readonly url: string;
  readonly key: string;
}

const answerSchema = z.object({
  rejected: z
    .array(z.object({ index: z.number(), reason: z.string(), message: z.string() }))
    .default([]),
});

/** The events of a batch that were refused; the others were accepted. */
export type Rejected = z.infer<typeof answerSchema>['rejected'];

const ATTEMPTS = 10;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
/** Answers that mean "not now"; the rest of 400 and above means "never". */
const RETRIABLE_STATUSES = new Set([408, 429, 500, 502, 503, 504]);

function pauseOf(attempt: number, retryAfter: string | null): number {
  const seconds = Number(retryAfter ?? Number.NaN);
  if (retryAfter !== null && Number.isFinite(seconds) && seconds >= 0) return seconds * 1_000;
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt);
}

async function detailOf(answer: Response): Promise<string> {
  const text = await answer.text();
  try {
    return String((JSON.parse(text) as { detail?: unknown }).detail ?? text);
  } catch {
    return text;
  }
}

async function refusalError(target: ReplayTarget, answer: Response): Promise<StartError> {
  const detail = (await detailOf(answer)).slice(0, 200);
  if (answer.status === 401 || answer.status === 403) {
    return new StartError(`${target.url} refuses the key (${detail}): give a write key with --key`);
  }
  return new StartError(`${target.url} answers ${answer.status}: ${detail}`);
}

/** Returns the answer, or why there is none. */
async function attempt({ url, key }: ReplayTarget, body: string): Promise<Response | string> {
  const authorization = `Basic ${Buffer.from(`${key}:`).toString('base64')}`;
  const headers = { authorization, 'content-type': 'application/json' };
  try {
    return await fetch(`${url}/v1/batch`, { method: 'POST', headers, body });
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return cause instanceof Error ? cause.message : String(cause);
  }
}

/**
 * Posts one batch, and again as long as the endpoint says "not now" or cannot be reached, ten times
 * in all. A batch that was stored and posted again counts once. Throws a StartError.
 */
export async function postBatch(
  target: ReplayTarget,
  messages: readonly ReplayedMessage[],
): Promise<Rejected> {
  const body = JSON.stringify({ batch: messages });
  let last = '';
  for (let tried = 0; tried < ATTEMPTS; tried++) {
    const answer = await attempt(target, body);
    if (typeof answer === 'string') {
      last = answer;
      await sleep(pauseOf(tried, null));
    } else if (answer.ok) {
      return answerSchema.parse(await answer.json()).rejected;
    } else if (RETRIABLE_STATUSES.has(answer.status)) {
      last = `answered ${answer.status}`;
      await answer.body?.cancel();
      await sleep(pauseOf(tried, answer.headers.get('retry-after')));
    } else {
      throw await refusalError(target, answer);
    }
  }
  throw new StartError(`${target.url} cannot be reached (${last}): is it running? see --url`);
}
