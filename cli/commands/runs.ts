import { dataOf, fieldOf, pathTo, textOf } from '../api-client.ts';
import type { Call, Command } from '../command.ts';
import { table } from '../table.ts';
import { untilEnded } from '../until-ended.ts';
import { onlyArgument } from '../usage-error.ts';

const PATH = '/v1/runs';

async function start(call: Call): Promise<number> {
  const asOf = call.text('as-of');
  const api = await call.api();
  const started = await api.post(PATH, asOf === undefined ? {} : { asOf });
  const runId = textOf(started, 'runId');
  if (!call.has('wait')) {
    call.show(started, () => `run ${runId} is under way`);
    return 0;
  }
  const run = await untilEnded(api, pathTo(PATH, runId));
  const status = textOf(run, 'status');
  const why = status === 'failed' ? `: ${textOf(run, 'error')}` : '';
  call.show(run, () => `run ${runId} is ${status}${why}`);
  return status === 'done' ? 0 : 1;
}

async function list(call: Call): Promise<void> {
  const answer = await (await call.api()).get(`${PATH}?limit=20`);
  const row = (run: unknown) => [
    textOf(run, 'requestedAt').slice(0, 19),
    String(fieldOf(run, 'asOf') ?? 'live'),
    textOf(run, 'status'),
    textOf(run, 'runId'),
  ];
  call.show(answer, () => table(['REQUESTED', 'DAY', 'STATUS', 'ID'], dataOf(answer).map(row)));
}

async function get(call: Call): Promise<void> {
  const runId = onlyArgument(call.positionals, 'the id of a run');
  const run = await (await call.api()).get(pathTo(PATH, runId));
  call.show(run, () => JSON.stringify(run, null, 2));
}

export const runsCommand: Command = {
  name: 'runs',
  summary: 'start, list or get scoring runs',
  usage: `Usage: barometer runs start [--as-of DAY] [--wait]
       barometer runs list
       barometer runs get ID

start computes a day that is over, or live without --as-of; --wait stays until
it has ended, with exit code 1 when it failed.`,
  options: { 'as-of': { type: 'string' }, wait: { type: 'boolean' } },
  actions: { start, list, get },
};
