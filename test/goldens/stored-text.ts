import { createHash } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { PACK_DICTIONARY } from '../../lib/dynamo/items/pack-dictionary.ts';
import { groupBy } from '../../lib/model/group-by.ts';
import type { TableItem } from '../support/stores/table-expressions.ts';

const DEFLATED = '  deflated ';

const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Inflates as any release ever has, without the code that is tested. */
function inflated(bytes: Uint8Array): string {
  return inflateRawSync(bytes, { dictionary: Buffer.from(PACK_DICTIONARY) }).toString();
}

/** What marks one writing of a block is drawn by lot: only its length is fixed. */
function plain(name: string, value: unknown): string {
  const isLot = name === 'w' && typeof value === 'string';
  return JSON.stringify(isLot ? '?'.repeat(value.length) : value);
}

function attributeLines(name: string, value: unknown): readonly string[] {
  if (!(value instanceof Uint8Array)) return [`  ${name} ${plain(name, value)}`];
  if (name !== 'b') return [`  ${name} bytes ${Buffer.from(value).toString('hex')}`];
  const json = inflated(value);
  const packed = `  b packed ${sha256(json)} ${json}`;
  return [packed, `${DEFLATED}${Buffer.from(value).toString('base64')}`];
}

/**
 * Returns items as text: a line for the key, then one for each attribute. Packed columns stand there
 * as the JSON they inflate to, with its SHA-256, and below it as the bytes they were stored as.
 */
export function storedText(items: readonly TableItem[]): string {
  return items
    .map(({ pk, sk, ...attributes }) => {
      const names = Object.keys(attributes).sort();
      const lines = names.flatMap((name) => attributeLines(name, attributes[name]));
      return `${[`${JSON.stringify(pk)} ${JSON.stringify(sk)}`, ...lines].join('\n')}\n`;
    })
    .join('');
}

/** Returns the text without the deflated bytes, which differ from one zlib to another. */
export function withoutDeflated(text: string): string {
  return text
    .split('\n')
    .filter((line) => !line.startsWith(DEFLATED))
    .join('\n');
}

function attributeOf(line: string): readonly (readonly [string, unknown])[] {
  if (line.startsWith(DEFLATED)) return [['b', Buffer.from(line.slice(DEFLATED.length), 'base64')]];
  const [, name = '', rest = ''] = /^ {2}(\w+) (.*)$/.exec(line) ?? [];
  if (rest.startsWith('packed ')) return [];
  if (rest.startsWith('bytes ')) return [[name, Buffer.from(rest.slice('bytes '.length), 'hex')]];
  return [[name, JSON.parse(rest)]];
}

/** Returns the items that a text was made of. */
export function storedItems(text: string): readonly TableItem[] {
  return text
    .split(/\n(?=")/)
    .filter((block) => block !== '')
    .map((block) => {
      const [key = '', ...lines] = block.trimEnd().split('\n');
      const [pk, sk]: readonly unknown[] = JSON.parse(`[${key.replace(/" "/, '","')}]`);
      return { pk, sk, ...Object.fromEntries(lines.flatMap(attributeOf)) };
    });
}

/** Returns what each deflated attribute says beside what it inflates to. */
export function packedPairs(text: string) {
  const pairs = text.matchAll(/^ {2}b packed (\w+) (.*)\n {2}deflated (.*)$/gm);
  return Array.from(pairs, ([, hash = '', json = '', base64 = '']) => {
    const bytes = Buffer.from(base64, 'base64');
    return { hash, json, bytes, inflated: inflated(bytes), sha256: sha256(json) };
  });
}

/** Blocks and their chunks by namespace, all other items by the first part of their key. */
function groupOf({ pk }: TableItem): string {
  const [first = '', namespace = ''] = String(pk).split('#');
  return first === 'BLOCK' || first === 'CHUNK' ? `${first}#${namespace}` : first;
}

/** Returns a line for each group of keys: how many items, how long their text, and its SHA-256. */
export function storedDigests(items: readonly TableItem[]): string {
  const groups = [...groupBy(items, groupOf)].map(([group, own]) => {
    const text = withoutDeflated(storedText(own));
    return `${group} ${own.length} items ${text.length} letters ${sha256(text)}\n`;
  });
  return groups.join('');
}
