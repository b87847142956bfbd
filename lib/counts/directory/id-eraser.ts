import type { AcceptedEvent, Actor } from '../../events/event.ts';
import { erasedId, type HashId, type IdHash } from '../../model/id-hash.ts';
import type { CounterBatch, PostedCount } from '../batch/counter-batch.ts';

type Erase = (actor: Actor) => Actor;

/** Leaves an actor that is not meant as the very same object. */
function createActorEraser(erased: ReadonlySet<IdHash>, hashId: HashId): Erase {
  const known = new Map<string, Actor>();
  return (actor) => {
    const key = `${actor.kind}/${actor.id}`;
    const before = known.get(key);
    if (before) return before.id === actor.id ? actor : before;
    const hash = hashId(actor.kind, actor.id);
    const after = erased.has(hash) ? { kind: actor.kind, id: erasedId(hash) } : actor;
    known.set(key, after);
    return after;
  };
}

function eraseInEvent(event: AcceptedEvent, erase: Erase): AcceptedEvent {
  const actor = event.actor && erase(event.actor);
  const link = event.link && erase(event.link);
  if (actor === event.actor && link === event.link) return event;
  const { traits, ...rest } = event;
  // The traits of a group call are the account's.
  const isOwn = actor !== event.actor && event.kind === 'identify';
  return {
    ...rest,
    ...(actor && { actor }),
    ...(link && { link }),
    ...(traits && !isOwn && { traits }),
  };
}

function eraseInCount(count: PostedCount, erase: Erase): PostedCount {
  if (count.userId === undefined) return count;
  const { id } = erase({ kind: 'user', id: count.userId });
  return id === count.userId ? count : { ...count, userId: id };
}

/**
 * Takes some ids and their traits out of batches. Each id leaves its hash behind, so a batch
 * counts as before, sealed or not, and however often it is read meanwhile. A batch that names none
 * of them is answered as the very same object.
 */
export function createIdEraser(
  erased: ReadonlySet<IdHash>,
  hashId: HashId,
): (batch: CounterBatch) => CounterBatch {
  const erase = createActorEraser(erased, hashId);
  return (batch) => {
    const events = batch.events.map((event) => eraseInEvent(event, erase));
    const counts = batch.counts.map((count) => eraseInCount(count, erase));
    const isSame =
      events.every((event, index) => event === batch.events[index]) &&
      counts.every((count, index) => count === batch.counts[index]);
    return isSame ? batch : { ...batch, events, counts };
  };
}
