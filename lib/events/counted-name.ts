import type { PostedEvent, Refusal } from './event.ts';
import { refuse } from './refuse.ts';
import { MAX_EVENT_NAME, textFault } from './text-limits.ts';

/** `Viewed Docs Index Page`, each part where it is given, as Segment names it for its destinations. */
function viewedName({ category, name }: PostedEvent, what: 'Page' | 'Screen'): string {
  return ['Viewed', category, name, what].filter((part) => part !== undefined).join(' ');
}

/** The event before any check; undefined for a `track` that names none. */
function postedName(posted: PostedEvent): string | undefined {
  switch (posted.type) {
    case 'track':
      return posted.name;
    case 'page':
      return viewedName(posted, 'Page');
    case 'screen':
      return viewedName(posted, 'Screen');
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
