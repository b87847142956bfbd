import type { DirectoryCache } from '../../counts/directory/directory.ts';
import type { LifetimeCache } from '../../counts/lifetime/lifetime-cache.ts';
import type { CountSources } from '../../counts/open-counts.ts';
import type { Day } from '../../model/day.ts';
import type { ProfilesOfRun } from '../conditions/profile-projection.ts';

export interface ScoringSources {
  readonly counts: CountSources;
  readonly profiles: ProfilesOfRun;
  readonly directory: DirectoryCache;
  readonly lifetimeIndex: LifetimeCache;
  readonly retentionDays: number;
}

export interface ScoreRequest {
  readonly asOf: Day;
  /** True for a closed day: the snapshot is final. False: live, while the day goes on. */
  readonly complete: boolean;
  /** Epoch milliseconds of the run. */
  readonly now: number;
  /** Names the checkpoints that are saved for later runs. @default none are saved */
  readonly generation?: string;
}
