import type { IdHash } from '../model/id-hash.ts';
import type { IdentityLink } from './identity-link.ts';
import type { Profile } from './profile.ts';

export interface StoredProfile {
  readonly profile: Profile;
  /** Grows with each write; 0 stands for a profile that was never written. */
  readonly revision: number;
}

/** Port: what is known of users and accounts besides counts, and which ids are the same person. */
export interface ProfileStore {
  get(kind: Profile['kind'], hash: IdHash): Promise<StoredProfile | undefined>;
  /** Those that exist, in no order. */
  getMany(kind: Profile['kind'], hashes: readonly IdHash[]): Promise<readonly Profile[]>;
  /** Writes when the stored revision is `expected` (0: none yet); false when somebody wrote first. */
  put(profile: Profile, expected: number): Promise<boolean>;
  /** Returns whether there was one. */
  remove(kind: Profile['kind'], hash: IdHash): Promise<boolean>;
  /** Hands over every profile of a kind, some thousands at a time, in no order. */
  each(kind: Profile['kind'], take: (page: readonly Profile[]) => void): Promise<void>;
  /** Every profile of a kind, in no order. */
  all(kind: Profile['kind']): Promise<readonly Profile[]>;
  /** Keeps the later of this link and the stored one (`laterIdentityLink`); true when it wrote. */
  putLink(link: IdentityLink): Promise<boolean>;
  allLinks(): Promise<readonly IdentityLink[]>;
}
