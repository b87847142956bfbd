import { parse } from 'yaml';
import * as z from 'zod';
import { StartError } from '../../local/command/start-error.ts';
import { compile } from './template.ts';

/** An event as it is posted, in Segment's words. */
export type ReplayedMessage = Readonly<Record<string, unknown>>;

/** The messages that one line of a file stands for. */
export type ToMessages = (row: unknown) => readonly ReplayedMessage[];

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const fields = z.record(z.string(), z.unknown());

const messageSchema = z.strictObject({
  type: z.enum(['track', 'identify', 'group', 'page', 'screen', 'alias']),
  /** The line makes this message only when this is there. */
  when: scalar.optional(),
  userId: scalar.optional(),
  anonymousId: scalar.optional(),
  groupId: scalar.optional(),
  previousId: scalar.optional(),
  event: scalar.optional(),
  name: scalar.optional(),
  messageId: scalar.optional(),
  /** Numbers are epoch milliseconds. */
  timestamp: scalar.optional(),
  traits: fields.optional(),
  properties: fields.optional(),
  context: fields.optional(),
});

const mappingSchema = z.strictObject({ messages: z.array(messageSchema).min(1) });

/** Numbers become ISO 8601 text; one that is no instant stays, for the endpoint to refuse. */
function timestampOf(value: unknown): unknown {
  if (typeof value !== 'number') return value;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? value : date.toISOString();
}

function compileMessage(
  mapped: z.infer<typeof messageSchema>,
): (row: unknown) => ReplayedMessage[] {
  const { when, ...given } = mapped;
  const condition = compile(when ?? true);
  const make = compile(given);
  return (row) => {
    if (condition(row) === undefined) return [];
    const message = make(row) as ReplayedMessage;
    const timestamp = timestampOf(message['timestamp']);
    return [timestamp === undefined ? message : { ...message, timestamp }];
  };
}

function read(text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error);
    throw new StartError(`the mapping is no YAML: ${why}`);
  }
}

/**
 * Reads a mapping file (YAML or JSON) that turns the lines of another format into messages.
 * Throws a StartError that names the wrong field.
 */
export function parseMapping(text: string): ToMessages {
  const parsed = mappingSchema.safeParse(read(text));
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new StartError(`the mapping is not valid: ${faults.join('; ')}`);
  }
  const makers = parsed.data.messages.map(compileMessage);
  return (row) => makers.flatMap((make) => make(row));
}

/** Lines that are messages already. */
export const unmapped: ToMessages = (row) => [row as ReplayedMessage];
