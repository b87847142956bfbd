import { BarometerError } from '../../model/barometer-error.ts';
import { type DocumentStore, updateDocument } from '../../model/document-store.ts';
import { hourOf } from '../../model/hour.ts';
import { fingerprint } from './hash-functions.ts';
import type { Log } from './log.ts';
import type { ModelReferences } from './model-references.ts';

/**
 * Event names that a source may bring in a month: teams track some hundred, and only a mistake (an
 * id inside a name) or an attack comes near it. Those that a model names come on top.
 */
export const MAX_EVENT_NAMES = 2_000;

const HASH_LENGTH = 16;

/** The names of one source in one month: 32 KB of hashes at most, whatever the names are. */
interface StoredNames {
  /** The month of receipt, `YYYY-MM`: a month after a mistake it is forgotten. */
  readonly month: string;
  readonly hashes: string;
}

/** What this process knows of it: a subset, and all of it once the month is full. */
interface KnownNames {
  readonly month: string;
  readonly version: number;
  readonly hashes: ReadonlySet<string>;
  /** Names seen here whose hashes are among them: most events cost a look into this set. */
  readonly seen: Set<string>;
}

export type EventNameLimit = ReturnType<typeof createEventNameLimit>;

const NONE: ReadonlySet<string> = new Set();

function splitHashes(hashes: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (let offset = 0; offset < hashes.length; offset += HASH_LENGTH) {
    found.add(hashes.slice(offset, offset + HASH_LENGTH));
  }
  return found;
}

const hashOf = (name: string): string => fingerprint([name]);

/** The names that are not known yet; those whose hash is known are from now on. */
function unknownNames({ seen, hashes }: KnownNames, names: ReadonlySet<string>): readonly string[] {
  return [...names].filter((name) => {
    if (seen.has(name)) return false;
    if (!hashes.has(hashOf(name))) return true;
    seen.add(name);
    return false;
  });
}

/** What is stored of a source; a month that is over counts for nothing. */
async function loadNames(
  documents: DocumentStore,
  source: string,
  month: string,
): Promise<KnownNames> {
  const stored = await documents.get<StoredNames>('event-names', source);
  const hashes = stored?.body.month === month ? splitHashes(stored.body.hashes) : NONE;
  return { month, version: stored?.version ?? 0, hashes, seen: new Set() };
}

/** One after another for each source: a process does not get in its own way. */
function createQueuePerSource() {
  const last = new Map<string, Promise<unknown>>();
  return <Result>(source: string, work: () => Promise<Result>): Promise<Result> => {
    const turn = (last.get(source) ?? Promise.resolve()).then(work, work);
    last.set(source, turn);
    return turn;
  };
}

/**
 * Keeps the number of event names of a source within bounds, exactly. A process reads what is
 * stored when it first sees a source, and writes when names are new: nothing is read or written
 * for known names, and nothing for any name once a month is full, for then it no longer changes.
 */
export function createEventNameLimit(
  documents: DocumentStore,
  references: ModelReferences,
  log: Log,
) {
  const sources = new Map<string, KnownNames>();
  const inQueue = createQueuePerSource();
  const knownOf = async (source: string, month: string): Promise<KnownNames> => {
    const known = sources.get(source);
    if (known?.month === month) return known;
    const loaded = await loadNames(documents, source, month);
    sources.set(source, loaded);
    return loaded;
  };
  /** False when somebody else wrote first: what is known is then to be read again. */
  const accept = async (source: string, known: KnownNames, names: readonly string[]) => {
    const hashes = new Set([...known.hashes, ...names.map(hashOf)]);
    const body: StoredNames = { month: known.month, hashes: [...hashes].join('') };
    const stored = await documents.put('event-names', source, body, known.version);
    if (!stored) return !sources.delete(source);
    const seen = new Set([...known.seen, ...names]);
    sources.set(source, { ...known, version: stored.version, hashes, seen });
    if (hashes.size >= MAX_EVENT_NAMES) {
      log.warn('a source has brought too many event names', { source, names: MAX_EVENT_NAMES });
    }
    return true;
  };
  const excessOf = async (source: string, month: string, names: ReadonlySet<string>) => {
    const excess = await updateDocument(
      () => knownOf(source, month),
      async (known) => {
        const referenced = await references.events();
        const newNames = unknownNames(known, names).filter((name) => !referenced.has(name));
        const room = MAX_EVENT_NAMES - known.hashes.size;
        const accepted = newNames.slice(0, room);
        const isStored = accepted.length === 0 || (await accept(source, known, accepted));
        return isStored ? new Set(newNames.slice(room)) : undefined;
      },
    );
    if (excess) return excess;
    throw new BarometerError('store_unavailable', 'too many new event names at once, try again');
  };
  return {
    /**
     * Returns the names that a source has no room left for; records the others.
     * Throws `store_unavailable`, also when too many write at once for it to have its turn.
     */
    async namesOverLimit(
      source: string,
      names: ReadonlySet<string>,
      receivedAt: number,
    ): Promise<ReadonlySet<string>> {
      const month = hourOf(receivedAt).slice(0, 7);
      const known = sources.get(source);
      if (known?.month === month && unknownNames(known, names).length === 0) return NONE;
      return inQueue(source, () => excessOf(source, month, names));
    },
  };
}
