import { styleText } from 'node:util';
import { type ApiClient, dataOf, fieldOf, textOf } from '../api-client.ts';
import type { Call, Command } from '../command.ts';
import { errorMessage } from '../error-message.ts';

type Verdict = 'ok' | 'warn' | 'fail';

interface Finding {
  readonly check: string;
  readonly verdict: Verdict;
  readonly detail: string;
  /** What to do. */
  readonly advice?: string;
}

const HOUR_MS = 3_600_000;
const SKEW_WARNS_MS = 60_000;
const COLORS = { ok: 'green', warn: 'yellow', fail: 'red' } as const;

function finding(check: string, verdict: Verdict, detail: string, advice?: string): Finding {
  return { check, verdict, detail, ...(advice !== undefined && verdict !== 'ok' && { advice }) };
}

function clock(status: unknown, now: number): Finding {
  const skew = Date.parse(textOf(status, 'now')) - now;
  const seconds = Math.round(Math.abs(skew) / 1_000);
  const verdict = Math.abs(skew) > SKEW_WARNS_MS ? 'warn' : 'ok';
  const detail = `${seconds} s ${skew < 0 ? 'behind' : 'ahead of'} this machine`;
  const advice = 'meant with BAROMETER_NOW; else set the clock of one of the two';
  return finding('clock', verdict, detail, advice);
}

function unsealed(status: unknown): Finding {
  const hours = Number(fieldOf(status, 'unsealedHours') ?? 0);
  const verdict = hours > 2 ? 'fail' : hours > 1 ? 'warn' : 'ok';
  const advice = 'the seal runs 6 minutes past every hour: look into its log and its dead letters';
  return finding('unsealed hours', verdict, hours.toFixed(1), advice);
}

function lastRun(status: unknown): Finding {
  const say = (verdict: Verdict, detail: string, advice: string) =>
    finding('last run', verdict, detail, advice);
  const run = fieldOf(status, 'lastRun');
  if (!run) return say('warn', 'none yet', 'barometer runs start --wait');
  const requestedAt = textOf(run, 'requestedAt');
  const state = textOf(run, 'status');
  const age = (Date.parse(textOf(status, 'now')) - Date.parse(requestedAt)) / HOUR_MS;
  if (state === 'failed') {
    return say('fail', `${requestedAt} failed: ${textOf(run, 'error')}`, 'see its log');
  }
  return say(age > 2 ? 'warn' : 'ok', `${requestedAt} ${state}`, 'they run every hour');
}

function outbox(status: unknown): Finding {
  const waiting = Number(fieldOf(status, 'unpublishedAlerts') ?? 0);
  const verdict = waiting > 0 ? 'warn' : 'ok';
  return finding('alerts', verdict, `${waiting} wait to be published`, 'they go every minute');
}

async function lastEvent(api: ApiClient, now: number): Promise<Finding> {
  const [event] = dataOf(await api.get('/v1/events/recent?limit=1'));
  const how = 'post one (docs/api.md) with a key: keys create --role write';
  if (!event) return finding('last event', 'warn', 'none in the last day', how);
  const received = textOf(event, 'receivedAt');
  const reason = fieldOf(event, 'reason');
  if (typeof reason === 'string') {
    const detail = `${received} was refused: ${reason}`;
    return finding('last event', 'warn', detail, textOf(event, 'message'));
  }
  const minutes = Math.round((now - Date.parse(received)) / 60_000);
  return finding('last event', 'ok', `${textOf(event, 'event')}, ${minutes} minutes ago`);
}

async function subscriptions(api: ApiClient): Promise<Finding> {
  const all = dataOf(await api.get('/v1/subscriptions'));
  const ids = (name: string, value: unknown) =>
    all.filter((each) => fieldOf(each, name) === value).map((each) => textOf(each, 'id'));
  const pending = ids('status', 'pending');
  const off = ids('enabled', false);
  if (pending.length > 0) {
    const advice = 'open the mail that SNS sent and confirm it';
    return finding('subscriptions', 'warn', `pending: ${pending.join(', ')}`, advice);
  }
  const detail = off.length > 0 ? `switched off: ${off.join(', ')}` : `${all.length} in all`;
  return finding('subscriptions', off.length > 0 ? 'warn' : 'ok', detail, 'put them enabled again');
}

/** A check that breaks off is a finding, too: the others still say what they see. */
async function orFailed(check: string, look: () => Promise<Finding>): Promise<Finding> {
  try {
    return await look();
  } catch (error) {
    return finding(check, 'fail', errorMessage(error));
  }
}

async function examine(call: Call): Promise<readonly Finding[]> {
  const api = await call.api();
  const reached = await orFailed('server', async () => {
    await api.get('/healthz');
    return finding('server', 'ok', api.url);
  });
  if (reached.verdict === 'fail') return [reached];
  let status: unknown;
  const key = await orFailed('key', async () => {
    await api.get('/v1/keys');
    status = await api.get('/v1/status');
    return finding('key', 'ok', 'an admin key');
  });
  if (key.verdict === 'fail') return [reached, key];
  const now = Date.parse(textOf(status, 'now'));
  return [
    reached,
    key,
    clock(status, call.io.now()),
    await orFailed('last event', () => lastEvent(api, now)),
    unsealed(status),
    lastRun(status),
    outbox(status),
    await orFailed('subscriptions', () => subscriptions(api)),
  ];
}

function line({ check, verdict, detail, advice }: Finding, color: boolean): string {
  const word = verdict.padEnd(6);
  const shown = color ? styleText(COLORS[verdict], word) : word;
  const next = advice === undefined ? '' : `\n${' '.repeat(22)}${advice}`;
  return `${shown}${check.padEnd(16)}${detail}${next}`;
}

export const doctorCommand: Command = {
  name: 'doctor',
  summary: 'look for what is wrong, and say what to do',
  usage: `Usage: barometer doctor

Looks at the server, the key, its clock, the last event, unsealed hours, the
last run, waiting alerts and subscriptions. Exit code 1 when a check fails.`,
  async run(call) {
    const findings = await examine(call);
    call.show({ findings }, () => findings.map((each) => line(each, call.io.color)).join('\n'));
    return findings.some(({ verdict }) => verdict === 'fail') ? 1 : 0;
  },
};
