import { fieldOf, textOf } from '../api-client.ts';
import type { Command } from '../command.ts';
import { facts } from '../table.ts';

export const statusCommand: Command = {
  name: 'status',
  summary: 'how far the fold, the scores and the alerts are',
  usage: 'Usage: barometer status',
  async run(call) {
    const api = await call.api();
    const status = await api.get('/v1/status');
    const run = fieldOf(status, 'lastRun');
    const lines: [string, string][] = [
      ['server', api.url],
      ['its clock', textOf(status, 'now')],
      ['sealed through', textOf(status, 'sealedThrough')],
      ['hours unsealed', Number(fieldOf(status, 'unsealedHours')).toFixed(1)],
      ['last final day', textOf(status, 'lastFinalDay')],
      ['live scores of', textOf(fieldOf(status, 'live'), 'asOf')],
      ['last run', run ? `${textOf(run, 'requestedAt')} ${textOf(run, 'status')}` : '-'],
      ['alerts waiting', textOf(status, 'unpublishedAlerts')],
    ];
    call.show(status, () => facts(lines));
  },
};
