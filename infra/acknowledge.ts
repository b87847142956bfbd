import { Validations } from 'aws-cdk-lib';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { IConstruct } from 'constructs';

/** Accepts one finding of cdk-nag on a construct and what is under it, with the reason why. */
export function acknowledge(construct: IConstruct, id: string, reason: string): void {
  Validations.of(construct).acknowledge({ id, reason });
}

/** A queue of dead letters: work stops there until a person looks at it. */
export function isDeadEnd(queue: Queue): void {
  acknowledge(
    queue,
    'Serverless-SQSRedrivePolicy',
    'it holds dead letters itself, and an alarm rings at the first',
  );
}
