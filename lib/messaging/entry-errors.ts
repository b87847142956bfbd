import type { EntryError } from './send-in-batches.ts';

interface BatchResponse {
  readonly Successful?: readonly { readonly Id?: string | undefined }[] | undefined;
  readonly Failed?:
    | readonly { readonly Id?: string | undefined; readonly Code?: string | undefined }[]
    | undefined;
}

/** Returns the error of each entry of a batch to SNS or SQS; an entry's id is its index. */
export function entryErrors(count: number, answer: BatchResponse): readonly EntryError[] {
  const acceptedIds = new Set(answer.Successful?.map(({ Id }) => Id));
  const codes = new Map(answer.Failed?.map(({ Id, Code }) => [Id, Code]));
  return Array.from({ length: count }, (_, index) => {
    const id = String(index);
    return acceptedIds.has(id) ? undefined : (codes.get(id) ?? 'the answer does not name it');
  });
}
