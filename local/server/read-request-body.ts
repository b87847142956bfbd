import type { IncomingMessage } from 'node:http';

/**
 * More than twice what ingest takes (500 KB decoded), so that ingest itself says what is too much,
 * and base64 of a packed body fits too.
 */
export const MAX_REQUEST_BYTES = 1_200_000;

/** API Gateway's own limit: beyond it the connection is cut rather than read to its end. */
const MAX_DRAINED_BYTES = 10_000_000;

/**
 * The whole body; undefined when it is over 1.2 MB. A body that is too large is read to its end
 * without keeping it, since a client that is still sending would not see the answer.
 */
export async function readRequestBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_DRAINED_BYTES) return undefined;
    if (size <= MAX_REQUEST_BYTES) chunks.push(chunk);
    else chunks.length = 0;
  }
  return size <= MAX_REQUEST_BYTES ? Buffer.concat(chunks) : undefined;
}
