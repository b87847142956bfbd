import type { BlockStore } from '../../counts/block/block-store.ts';
import type { Window } from '../../model/window.ts';
import { shownScore } from '../formulas/shown-score.ts';
import { closedHeads, type SnapshotHead } from '../snapshot/snapshots.ts';
import { type HistoryQuery, headPerDay } from './history.ts';

type ProductHistoryQuery = Omit<HistoryQuery, 'of' | 'hash'>;

function productEntry(head: SnapshotHead, window: Window | undefined) {
  const { asOf, modelVersion, kind, suspect, product } = head;
  const days = window ?? product?.headlineWindow;
  const figures = product?.windows.find((of) => of.window === days);
  if (!product || !figures) return [];
  const { score, index, scoring, active, accountScore, activeAccounts } = figures;
  const { users, accounts, dau, wau, mau } = product;
  const stickiness = mau === 0 ? null : dau / mau;
  const entry = {
    day: asOf,
    score: shownScore(score),
    exactScore: score,
    index: index === null ? null : shownScore(index),
    exactIndex: index,
    users: { seen: users, scoring, active, dau, wau, mau, stickiness },
    accounts: {
      seen: accounts,
      score: shownScore(accountScore),
      exactScore: accountScore,
      active: activeAccounts,
    },
    window: figures.window,
    modelVersion,
    snapshot: kind,
    suspect,
  };
  return [entry];
}

/**
 * Returns the product day by day, oldest first, from the heads of its snapshots alone. Days that
 * were never closed, and those whose model lacked the window, are left out.
 */
export async function readProductHistory(blocks: BlockStore, query: ProductHistoryQuery) {
  const { model, window, from, to, reported } = query;
  const days = headPerDay(await closedHeads(blocks, model, from, to), reported);
  return [...days.values()].flatMap((head) => productEntry(head, window));
}
