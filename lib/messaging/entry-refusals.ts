import type { Refusal } from './send-in-tens.ts';

interface BatchAnswer {
  readonly Successful?: readonly { readonly Id?: string | undefined }[] | undefined;
  readonly Failed?:
    | readonly { readonly Id?: string | undefined; readonly Code?: string | undefined }[]
    | undefined;
}

/** Reads the answer of SNS or SQS to a batch whose entries have their place as their id. */
export function entryRefusals(count: number, answer: BatchAnswer): readonly Refusal[] {
  const taken = new Set(answer.Successful?.map(({ Id }) => Id));
  const codes = new Map(answer.Failed?.map(({ Id, Code }) => [Id, Code]));
  return Array.from({ length: count }, (_, at) => {
    const id = String(at);
    return taken.has(id) ? undefined : (codes.get(id) ?? 'the answer does not name it');
  });
}
