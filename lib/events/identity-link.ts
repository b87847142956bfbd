import type { IdHash } from '../model/id-hash.ts';

/** Says that one id is another: an anonymous id that signed in, or an id that was renamed. */
export interface IdentityLink {
  readonly from: IdHash;
  readonly to: IdHash;
  /** Epoch milliseconds of the event that said so. */
  readonly at: number;
}

/** The earliest link by (event time, target) wins, whatever order they come in. */
export function earlierIdentityLink(a: IdentityLink, b: IdentityLink): IdentityLink {
  if (a.at !== b.at) return a.at < b.at ? a : b;
  return a.to <= b.to ? a : b;
}

/** Reads any id as the one it is linked to; an id without a link is itself. */
export type ResolveIdentity = (hash: IdHash) => IdHash;

/** The links to follow: of several from one id the earliest, none to itself. */
function linkTargets(links: readonly IdentityLink[]): ReadonlyMap<IdHash, IdHash> {
  const earliest = new Map<IdHash, IdentityLink>();
  for (const link of links) {
    if (link.from === link.to) continue;
    const known = earliest.get(link.from);
    earliest.set(link.from, known ? earlierIdentityLink(known, link) : link);
  }
  return new Map([...earliest].map(([from, link]) => [from, link.to]));
}

/** The ids from one on, link by link; a cycle ends the path before it repeats. */
function pathFrom(next: ReadonlyMap<IdHash, IdHash>, hash: IdHash): readonly IdHash[] {
  const path: IdHash[] = [hash];
  let target = next.get(hash);
  while (target !== undefined && !path.includes(target)) {
    path.push(target);
    target = next.get(target);
  }
  return path;
}

/** The end of a path: its last id, or the smallest of the cycle that it runs into. */
function endOf(next: ReadonlyMap<IdHash, IdHash>, path: readonly IdHash[]): IdHash {
  const last = path.at(-1) ?? '';
  const back = next.get(last);
  const cycle = back === undefined ? [last] : path.slice(path.indexOf(back));
  return [...cycle].sort()[0] ?? last;
}

/**
 * Follows chains of links to their end. A cycle ends at its smallest id, so that every
 * member of it is the same person and no order of arrival matters.
 */
export function identityResolver(links: readonly IdentityLink[]): ResolveIdentity {
  const next = linkTargets(links);
  // Most links end where they lead, and there may be millions: only longer paths are remembered.
  const ends = new Map<IdHash, IdHash>();
  return (hash) => {
    const target = next.get(hash);
    if (target === undefined) return hash;
    if (!next.has(target)) return target;
    const known = ends.get(hash);
    if (known !== undefined) return known;
    const path = pathFrom(next, hash);
    const end = endOf(next, path);
    for (const id of path) ends.set(id, end);
    return end;
  };
}
