import { isProblem, type Problem, problem } from './problem.ts';

/** After decoding and inflating, as Segment has it. */
export const MAX_DECODED_BYTES = 500 * 1024;

/** A body as API Gateway hands it over. */
export interface RawBody {
  readonly body: string;
  readonly isBase64: boolean;
  readonly encoding: string | undefined;
}

/** What takes node's built-ins, which this wall has none of. */
export interface BodyCodec {
  fromBase64(text: string): Uint8Array;
  /** gzip, zlib or raw deflate, told apart by their first bytes; never makes more than the limit. */
  inflate(bytes: Uint8Array, limit: number): Uint8Array | 'too_large' | 'broken';
}

const TOO_LARGE = problem('too_large', `the body is over ${MAX_DECODED_BYTES} bytes once decoded`);
const MANGLED = problem(
  'unsupported_encoding',
  'the packed body was read as text on its way and is destroyed: send it unpacked ' +
    '(posthog-node: disableCompression: true; Python clients: gzip=False)',
);
const BROKEN = problem('unparseable', 'the packed body is damaged or cut short');
const COMPRESSED_ENCODINGS = new Set(['gzip', 'x-gzip', 'deflate', 'zlib']);

const decoder = new TextDecoder();
const encoder = new TextEncoder();
const GZIP_FIRST_BYTE = 0x1f;
const GZIP_SECOND_BYTE = 0x8b;
/** U+FFFD in UTF-8: what stands where gzip's second byte stood. */
const REPLACEMENT_FIRST_BYTE = 0xef;

function decompressed(bytes: Uint8Array, encoding: string, codec: BodyCodec): Uint8Array | Problem {
  const isGzip = bytes[0] === GZIP_FIRST_BYTE;
  if (isGzip && bytes[1] === REPLACEMENT_FIRST_BYTE) return MANGLED;
  const isCompressed = isGzip ? bytes[1] === GZIP_SECOND_BYTE : COMPRESSED_ENCODINGS.has(encoding);
  // A proxy on the way may have unpacked it and left the header: JSON begins with a brace.
  if (!isCompressed || bytes[0] === '{'.charCodeAt(0)) return bytes;
  const inflated = codec.inflate(bytes, MAX_DECODED_BYTES);
  if (inflated === 'too_large') return TOO_LARGE;
  return inflated === 'broken' ? BROKEN : inflated;
}

/** True when a text takes more bytes than the limit; encodes it only when that is in doubt. */
export function exceedsUtf8Length(text: string, limit: number): boolean {
  if (text.length > limit) return true;
  // A code unit takes three bytes at most.
  return text.length * 3 > limit && encoder.encode(text).length > limit;
}

function plainText(text: string): string | Problem {
  if (text.startsWith('\u001f')) return MANGLED;
  return exceedsUtf8Length(text, MAX_DECODED_BYTES) ? TOO_LARGE : text;
}

/**
 * The text of a body, inflated and without a byte order mark. The problem is `too_large` over
 * 500 KB decoded, `unsupported_encoding` for encodings we have not and for mangled gzip,
 * `unparseable` for damaged bytes.
 */
export function decodeBody(raw: RawBody, codec: BodyCodec): string | Problem {
  const encoding = (raw.encoding ?? '').trim().toLowerCase();
  if (encoding !== '' && encoding !== 'identity' && !COMPRESSED_ENCODINGS.has(encoding)) {
    return problem('unsupported_encoding', 'content-encoding must be gzip or deflate');
  }
  if (!raw.isBase64) {
    const text = plainText(raw.body);
    return isProblem(text) ? text : text.replace(/^\uFEFF/, '');
  }
  const bytes = decompressed(codec.fromBase64(raw.body), encoding, codec);
  if (isProblem(bytes)) return bytes;
  return bytes.length > MAX_DECODED_BYTES ? TOO_LARGE : decoder.decode(bytes);
}
