import type { IdHash } from '../model/id-hash.ts';

/** Says that one id is another: an anonymous id that signed in, or an id that was renamed. */
export interface Link {
  readonly from: IdHash;
  readonly to: IdHash;
  /** Epoch milliseconds of the event that said so. */
  readonly at: number;
}

/** The earliest link by (event time, target) wins, whatever order they come in. */
export function earlierLink(a: Link, b: Link): Link {
  if (a.at !== b.at) return a.at < b.at ? a : b;
  return a.to <= b.to ? a : b;
}

/** Reads any id as the one it is linked to; an id without a link is itself. */
export type ResolveId = (hash: IdHash) => IdHash;

/**
 * Follows chains of links to their end. A cycle ends at its smallest id, so that every
 * member of it is the same person and no order of arrival matters.
 */
export function resolverOf(links: readonly Link[]): ResolveId {
  const next = new Map<IdHash, Link>();
  for (const link of links) {
    if (link.from === link.to) continue;
    const known = next.get(link.from);
    next.set(link.from, known ? earlierLink(known, link) : link);
  }
  const resolved = new Map<IdHash, IdHash>();
  return (hash) => {
    if (!next.has(hash)) return hash;
    const known = resolved.get(hash);
    if (known !== undefined) return known;
    const path: IdHash[] = [];
    let end = hash;
    for (let link = next.get(end); link && !path.includes(end); link = next.get(end)) {
      path.push(end);
      end = link.to;
    }
    const cycle = path.slice(path.indexOf(end));
    const target = path.includes(end) ? cycle.reduce((a, b) => (a < b ? a : b)) : end;
    for (const step of path) resolved.set(step, target);
    return target;
  };
}
