import type { Day } from '../../model/day.ts';
import type { ChangeReason } from './change-reasons.ts';
import { explainedChange } from './explain-change.ts';

/** A score as it was reported on a day. */
export interface ReportedScore {
  readonly day: Day;
  readonly modelVersion: number;
  readonly score: number;
  readonly exactScore: number;
}

/** A score now, with what moved it since one window ago under its own version. */
export interface ScoreChange {
  readonly score: number;
  readonly exactScore: number;
  /** One window ago, by the version of now. */
  readonly previousExact: number | null;
  readonly parts: {
    readonly own: number;
    readonly members: number;
    readonly others: number;
  } | null;
}

/**
 * # Change between days of different versions
 *
 * A change compares two windows under one version. Where the day one window ago was reported under
 * another version, its score there is not the one that change starts from. What lies between the
 * two is the model's doing.
 *
 * Source: our decision (docs/scoring.md, Across versions): nobody may read a change of the model as
 * a change of the users.
 *
 *     model = score then, by the version of now - score then, as it was reported
 *
 * Example: reported 60 a week ago; the new version says 48 of that week and 45 of this one. From 60
 * to 45 is -15: -12 because the model changed, and the -3 that the change under one version has.
 *
 * The parts sum to the change exactly. Cost: O(reasons).
 *
 * @param reasons of the change under one version; its parts where they are left out
 * @returns null without a score then, and for a day that was reported under the same version
 */
export function versionChange(
  now: ScoreChange & { readonly modelVersion: number },
  previous: ReportedScore | undefined,
  reasons?: readonly ChangeReason[],
) {
  const { parts, previousExact } = now;
  if (!previous || !parts || previousExact === null) return null;
  if (previous.modelVersion === now.modelVersion) return null;
  const model = previousExact - previous.exactScore;
  const all: ChangeReason[] = [
    ...(reasons ?? [
      { kind: 'event', points: parts.own },
      { kind: 'members', points: parts.members },
      { kind: 'others', points: parts.others },
    ]),
    { kind: 'model', points: model },
  ];
  const sorted = all
    .filter(({ points }) => points !== 0)
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points));
  const { day, modelVersion, score } = previous;
  const exactPoints = now.exactScore - previous.exactScore;
  return {
    since: { day, modelVersion, score },
    ...explainedChange({ points: now.score - score, exactPoints }, { ...parts, model }, sorted),
  };
}
