import { readDocumentFile } from '../../local/command/read-document-file.ts';
import { fieldOf, textOf } from '../api-client.ts';
import type { Call, Command } from '../command.ts';
import { documentCommand } from '../document-command.ts';
import { rulePreviewReport } from '../rule-preview-report.ts';
import { onlyArgument } from '../usage-error.ts';

const base = documentCommand({
  name: 'rules',
  what: 'alert rule',
  headings: ['ID', 'VERSION', 'ENABLED', 'KIND'],
  row: (rule) => ['id', 'version', 'enabled', 'kind'].map((name) => textOf(rule, name)),
});

/** The API wants a number; what is none goes as it is, to be refused in its words. */
function daysIn(call: Call): unknown {
  const days = call.text('days') ?? '90';
  return /^\d+$/.test(days) ? Number(days) : days;
}

async function preview(call: Call): Promise<void> {
  const file = onlyArgument(call.positionals, 'one FILE');
  const rule = Object(await readDocumentFile(file));
  const api = await call.api();
  const answer = await api.post('/v1/rules/preview', { rule, days: daysIn(call) });
  const kind = String(fieldOf(rule, 'kind'));
  call.show(answer, () => rulePreviewReport(answer, kind));
}

export const rulesCommand: Command = {
  ...base,
  summary: 'list, get, put, delete or preview rules',
  usage: `${base.usage}
       barometer rules preview FILE [--days N]

preview lets the rule in FILE look at the closed days of the last N (90) as it
would have looked then, and changes nothing: how often it would have fired, for
whom, and, once ten accounts came to the end that it should foretell, how well
it foretold them. Rules about events cannot be tried: events are not kept.`,
  options: { ...base.options, days: { type: 'string' } },
  actions: { ...base.actions, preview },
};
