import { fieldOf, pathTo, textOf } from '../api-client.ts';
import type { Call, Command } from '../command.ts';
import { documentCommand, documentIn } from '../document-command.ts';
import { previewReport } from '../preview-report.ts';
import { untilEnded } from '../until-ended.ts';

const base = documentCommand({
  name: 'models',
  what: 'scoring model',
  headings: ['ID', 'VERSION', 'EVENTS', 'WINDOWS'],
  row(entry) {
    const model = fieldOf(entry, 'model');
    const events = Object.keys(Object(fieldOf(model, 'events'))).length;
    return [
      textOf(entry, 'id'),
      textOf(entry, 'version'),
      String(events),
      textOf(model, 'windows'),
    ];
  },
});

async function preview(call: Call): Promise<number> {
  const { file, id, body } = await documentIn(call);
  const days = encodeURIComponent(call.text('days') ?? '90');
  const api = await call.api();
  const path = pathTo('/v1/models', id);
  // The scoring function computes it: a large product takes longer than an answer may.
  const started = await api.post(`${path}/preview?days=${days}&wait=false`, body);
  const ended = await untilEnded(api, pathTo(`${path}/previews`, textOf(started, 'previewId')));
  const isDone = textOf(ended, 'status') === 'done';
  call.show(isDone ? fieldOf(ended, 'preview') : ended, () =>
    isDone
      ? previewReport(fieldOf(ended, 'preview'), file)
      : `the preview has failed: ${textOf(ended, 'error')}`,
  );
  return isDone ? 0 : 1;
}

export const modelsCommand: Command = {
  ...base,
  summary: 'list, get, put, delete or preview scoring models',
  usage: `${base.usage}
       barometer models preview FILE [--id ID] [--days N]

preview says what the model in FILE would say next to the one in force, and
changes nothing: who is in which band, which accounts move most, whether they
keep their order, and who enters or leaves which segment. It looks at the last
closed day and at one day of each week before, --days N back (90).`,
  options: { ...base.options, days: { type: 'string' } },
  actions: { ...base.actions, preview },
};
