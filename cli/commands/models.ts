import { fieldOf, textOf } from '../api.ts';
import { documentCommand } from '../document-command.ts';

export const modelsCommand = documentCommand({
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
