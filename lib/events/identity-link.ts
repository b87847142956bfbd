import type { IdHash } from '../model/id-hash.ts';

/** Says that one id is another: an anonymous id that signed in, or an id that was renamed. */
export interface IdentityLink {
  readonly from: IdHash;
  readonly to: IdHash;
  /** Epoch milliseconds of the event that said so, never later than its receipt. */
  readonly at: number;
}

/** The later link wins, of two at the same instant the smaller target, whatever order they come in. */
export function laterIdentityLink(a: IdentityLink, b: IdentityLink): IdentityLink {
  return a.at > b.at || (a.at === b.at && a.to <= b.to) ? a : b;
}

/** Reads any id as the one it is linked to; an id without a link is itself. */
export type ResolveIdentity = (hash: IdHash) => IdHash;

/** The links to follow: of several from one id the latest, none to itself. */
function linkTargets(links: readonly IdentityLink[]): ReadonlyMap<IdHash, IdHash> {
  const latest = new Map<IdHash, IdentityLink>();
  for (const link of links) {
    if (link.from === link.to) continue;
    const known = latest.get(link.from);
    latest.set(link.from, known ? laterIdentityLink(known, link) : link);
  }
  return new Map([...latest].map(([from, link]) => [from, link.to]));
}

/** The ids from one on, link by link, and their end: the smallest of the cycle they run into. */
function pathFrom(next: ReadonlyMap<IdHash, IdHash>, hash: IdHash) {
  const path = new Set<IdHash>();
  let id = hash;
  while (!path.has(id)) {
    path.add(id);
    // An id without a link is a cycle of one.
    id = next.get(id) ?? id;
  }
  const ids = [...path];
  const [end = id] = ids.slice(ids.indexOf(id)).sort();
  return { path, end };
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
    const { path, end } = pathFrom(next, hash);
    for (const id of path) ends.set(id, end);
    return end;
  };
}
