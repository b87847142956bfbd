import type { PostedEvent, Refusal } from './event.ts';
import { refuse } from './refuse.ts';
import { MAX_EVENT_NAME, textFault } from './text-limits.ts';

function viewedName(what: 'Page' | 'Screen', name: string | undefined): string {
  return name === undefined ? `Viewed ${what}` : `Viewed ${name} ${what}`;
}

/** The event before any check; undefined for a `track` that names none. */
function postedName(posted: PostedEvent): string | undefined {
  switch (posted.type) {
    case 'track':
      return posted.name;
    case 'page':
      return viewedName('Page', posted.name);
    case 'screen':
      return viewedName('Screen', posted.name);
    case 'identify':
    case 'group':
    case 'alias':
      return `$${posted.type}`;
  }
}

/** The name under which an event is counted, in Unicode's composed form (NFC). */
export function countedName(posted: PostedEvent): string | Refusal {
  const name = postedName(posted)?.normalize('NFC');
  if (name === undefined) return refuse('no_event_name', 'a track call needs an event');
  const fault = textFault(name, MAX_EVENT_NAME);
  return fault ? refuse('invalid_event_name', `the event ${fault}`) : name;
}
