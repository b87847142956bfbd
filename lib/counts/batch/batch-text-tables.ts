import type { Actor } from '../../events/event.ts';
import { createInternTable, textAt } from '../block/intern-table.ts';

/** An index into the tables: users from 0 up, anonymous ids from -1 down, null for nobody. */
export type ActorIndex = number | null;

/** The texts of a batch, each once. */
export interface BatchTexts {
  readonly u: readonly string[];
  readonly n?: readonly string[];
  readonly a: readonly string[];
  readonly e: readonly string[];
}

/** Gives numbers to the ids and names of a batch while its columns are written. */
export function createBatchTextTables() {
  const [users, anonymous] = [createInternTable(), createInternTable()];
  const [accounts, names] = [createInternTable(), createInternTable()];
  return {
    actorIndex(actor: Actor | undefined): ActorIndex {
      if (!actor) return null;
      return actor.kind === 'user' ? users.indexOf(actor.id) : -1 - anonymous.indexOf(actor.id);
    },
    accountIndex: (id: string | undefined) => (id === undefined ? null : accounts.indexOf(id)),
    eventIndex: (event: string) => names.indexOf(event),
    texts: (): BatchTexts => ({
      u: users.texts,
      ...(anonymous.texts.length > 0 && { n: anonymous.texts }),
      a: accounts.texts,
      e: names.texts,
    }),
  };
}

export type BatchTextTables = ReturnType<typeof createBatchTextTables>;

export function actorAt(texts: BatchTexts, index: number): Actor {
  if (index >= 0) return { kind: 'user', id: textAt(texts.u, index) };
  return { kind: 'anonymous', id: textAt(texts.n, -1 - index) };
}
