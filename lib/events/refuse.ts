import type { Refusal, RefusalReason } from './event.ts';

export function refuse(reason: RefusalReason, message: string): Refusal {
  return { reason, message };
}

/** Tells a refusal from what it stands in for: nothing that counts has a `reason`. */
export function isRefusal(value: object): value is Refusal {
  return 'reason' in value;
}
