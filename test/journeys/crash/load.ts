import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { KEYS } from '../../../fixtures/keys.ts';
import type { Random } from '../../../local/sample/random.ts';

/** Events by user: those that were acknowledged, and those of which nothing was heard. */
export interface Truth {
  readonly acknowledged: Map<string, number>;
  readonly unknown: Map<string, number>;
  /** Requests that were answered 200. */
  requests: number;
  /** Requests that were sent again after no answer. */
  again: number;
}

export interface Load {
  readonly truth: Truth;
  /** Resolves when what is under way is acknowledged or given up. */
  stop(): Promise<void>;
}

const CLIENTS = 6;
const USERS = 40;
const EVENTS = ['Task Completed', 'Project Created', 'Report Viewed'];
const RETRY_AFTER_MS = 25;
const MAX_ATTEMPTS = 2_000;
/** Of the requests, those that are never sent again: at most once is all that they may count. */
const GIVEN_UP = 0.2;

interface Request {
  readonly path: string;
  readonly body: string;
  readonly user: string;
  readonly events: number;
  readonly attempts: number;
}

function anEvent(random: Random, userId: string) {
  const event = EVENTS[Math.floor(random() * EVENTS.length)] ?? '';
  const dated = random() < 0.8 ? { timestamp: new Date().toISOString() } : {};
  return { type: 'track', userId, event, messageId: randomUUID(), ...dated };
}

function aRequest(random: Random): Request {
  const attempts = random() < GIVEN_UP ? 1 : MAX_ATTEMPTS;
  const user = `${attempts === 1 ? 'once' : 'again'}-${Math.floor(random() * USERS)}`;
  const common = { user, attempts };
  if (random() < 0.5) {
    const body = JSON.stringify(anEvent(random, user));
    return { ...common, path: '/v1/track', body, events: 1 };
  }
  const batch = Array.from({ length: 1 + Math.floor(random() * 30) }, () => anEvent(random, user));
  return { ...common, path: '/v1/batch', body: JSON.stringify({ batch }), events: batch.length };
}

async function isAcknowledged(url: string, { path, body }: Request): Promise<boolean> {
  const headers = { authorization: `Bearer ${KEYS.write}`, 'content-type': 'application/json' };
  try {
    const answer = await fetch(`${url}${path}`, { method: 'POST', headers, body });
    await answer.arrayBuffer();
    return answer.status === 200;
  } catch {
    return false;
  }
}

function add(to: Map<string, number>, user: string, events: number): void {
  to.set(user, (to.get(user) ?? 0) + events);
}

async function send(url: string, request: Request, truth: Truth): Promise<void> {
  for (let attempt = 0; attempt < request.attempts; attempt++) {
    if (await isAcknowledged(url, request)) {
      truth.requests++;
      add(truth.acknowledged, request.user, request.events);
      return;
    }
    truth.again++;
    await pause(RETRY_AFTER_MS);
  }
  add(truth.unknown, request.user, request.events);
}

/** Clients that post without a pause until they are stopped, whatever becomes of the server. */
export function startLoad(url: string, random: Random): Load {
  const truth: Truth = { acknowledged: new Map(), unknown: new Map(), requests: 0, again: 0 };
  let stopping = false;
  const client = async () => {
    while (!stopping) await send(url, aRequest(random), truth);
  };
  const clients = Array.from({ length: CLIENTS }, client);
  return {
    truth,
    async stop() {
      stopping = true;
      await Promise.all(clients);
    },
  };
}
