import { textOf } from '../api.ts';
import { documentCommand } from '../document-command.ts';

export const rulesCommand = documentCommand({
  name: 'rules',
  what: 'alert rule',
  headings: ['ID', 'VERSION', 'ENABLED', 'KIND'],
  row: (rule) => ['id', 'version', 'enabled', 'kind'].map((name) => textOf(rule, name)),
});
