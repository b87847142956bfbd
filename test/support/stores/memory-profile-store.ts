import { earlierIdentityLink, type IdentityLink } from '../../../lib/events/identity-link.ts';
import type { Profile } from '../../../lib/events/profile.ts';
import type { ProfileStore, StoredProfile } from '../../../lib/events/profile-store.ts';
import type { IdHash } from '../../../lib/model/id-hash.ts';
import { copyOf } from './copy-of.ts';

const PAGE = 100;

/** Twin of the profiles and links in DynamoDB. */
export class MemoryProfileStore implements ProfileStore {
  readonly #profiles = {
    user: new Map<IdHash, StoredProfile>(),
    account: new Map<IdHash, StoredProfile>(),
  };
  readonly #links = new Map<IdHash, IdentityLink>();

  async get(kind: Profile['kind'], hash: IdHash): Promise<StoredProfile | undefined> {
    const stored = this.#profiles[kind].get(hash);
    return stored && copyOf(stored);
  }

  async getMany(kind: Profile['kind'], hashes: readonly IdHash[]): Promise<readonly Profile[]> {
    const stored = [...new Set(hashes)].map((hash) => this.#profiles[kind].get(hash));
    return copyOf(stored.flatMap((found) => (found ? [found.profile] : [])));
  }

  async put(profile: Profile, expected: number): Promise<boolean> {
    const profiles = this.#profiles[profile.kind];
    if ((profiles.get(profile.hash)?.revision ?? 0) !== expected) return false;
    profiles.set(profile.hash, copyOf({ profile, revision: expected + 1 }));
    return true;
  }

  async remove(kind: Profile['kind'], hash: IdHash): Promise<boolean> {
    return this.#profiles[kind].delete(hash);
  }

  async each(kind: Profile['kind'], take: (page: readonly Profile[]) => void): Promise<void> {
    const all = await this.all(kind);
    for (let at = 0; at < all.length; at += PAGE) take(all.slice(at, at + PAGE));
  }

  async all(kind: Profile['kind']): Promise<readonly Profile[]> {
    return copyOf([...this.#profiles[kind].values()].map((stored) => stored.profile));
  }

  async putLink(link: IdentityLink): Promise<boolean> {
    const known = this.#links.get(link.from);
    if (known && earlierIdentityLink(known, link) === known) return false;
    this.#links.set(link.from, copyOf(link));
    return true;
  }

  async allLinks(): Promise<readonly IdentityLink[]> {
    return copyOf([...this.#links.values()]);
  }
}
