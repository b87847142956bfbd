import { type IdHash, NO_ID } from '../../model/id-hash.ts';

const ID_LENGTH = 16;

/** Ids as one text of 16 digits each; `NO_ID` is left out and remembered by its index. */
export interface IdColumn {
  readonly hashes: string;
  /** Index of `NO_ID` in the list; -1 when it is not there. */
  readonly none: number;
}

export function encodeIds(ids: readonly IdHash[]): IdColumn {
  return { hashes: ids.join(''), none: ids.indexOf(NO_ID) };
}

export function decodeIds(column: IdColumn): IdHash[] {
  const ids: IdHash[] = [];
  for (let offset = 0; offset < column.hashes.length; offset += ID_LENGTH) {
    ids.push(column.hashes.slice(offset, offset + ID_LENGTH));
  }
  if (column.none >= 0) ids.splice(column.none, 0, NO_ID);
  return ids;
}
