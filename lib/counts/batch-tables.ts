import type { Actor } from '../events/event.ts';
import { BarometerError } from '../model/barometer-error.ts';
import { internTable } from './intern-table.ts';

/** A place in the tables: users from 0 up, anonymous ids from -1 down, null for nobody. */
export type PersonPlace = number | null;

/** The texts of a batch, each once. */
export interface BatchTexts {
  readonly u: readonly string[];
  readonly n?: readonly string[];
  readonly a: readonly string[];
  readonly e: readonly string[];
}

/** Gives numbers to the ids and names of a batch while its columns are written. */
export function batchTables() {
  const [users, anonymous, accounts, names] = [
    internTable(),
    internTable(),
    internTable(),
    internTable(),
  ];
  return {
    person(actor: Actor | undefined): PersonPlace {
      if (!actor) return null;
      return actor.kind === 'user' ? users.indexOf(actor.id) : -1 - anonymous.indexOf(actor.id);
    },
    account: (id: string | undefined) => (id === undefined ? null : accounts.indexOf(id)),
    name: (event: string) => names.indexOf(event),
    texts: (): BatchTexts => ({
      u: users.texts,
      ...(anonymous.texts.length > 0 && { n: anonymous.texts }),
      a: accounts.texts,
      e: names.texts,
    }),
  };
}

export type BatchTables = ReturnType<typeof batchTables>;

/** The text a column points at; throws `unreadable` when the table has no such place. */
export function textAt(texts: readonly string[] | undefined, place: number): string {
  const text = texts?.[place];
  if (text === undefined) throw new BarometerError('unreadable', `no text at place ${place}`);
  return text;
}

/** The actor a column points at. */
export function actorAt(texts: BatchTexts, place: number): Actor {
  if (place >= 0) return { kind: 'user', id: textAt(texts.u, place) };
  return { kind: 'anonymous', id: textAt(texts.n, -1 - place) };
}
