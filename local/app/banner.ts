import type { ShownKeys } from './local-keys.ts';

export interface BannerInput {
  readonly url: string;
  readonly data: string;
  /** ISO 8601, where the clock was set to another time than the machine's. */
  readonly now?: string;
  readonly keys: ShownKeys;
}

const EVENT = '{"userId":"ada","event":"Report Viewed","context":{"groupId":"acme"}}';

/** Not indented: a key of 46 characters as Bearer just fits into 80 columns. */
function curlLines(url: string, { write, read, admin }: ShownKeys): string[] {
  const lines: string[] = [];
  if (write) {
    lines.push(
      `curl -u ${write}: \\`,
      `  ${url}/v1/track \\`,
      "  -H 'content-type: application/json' \\",
      `  -d '${EVENT}'`,
    );
  }
  if (admin) {
    lines.push(`curl -H 'Authorization: Bearer ${admin}' \\`, `  -X POST ${url}/v1/runs`);
  }
  if (read) {
    lines.push(`curl -H 'Authorization: Bearer ${read}' \\`, `  ${url}/v1/accounts`);
  }
  return lines;
}

function newKeyLines(url: string): string[] {
  return [
    'Its keys were shown at the first start and are stored as hashes. A new one:',
    `curl -H 'Authorization: Bearer YOUR_ADMIN_KEY' ${url}/v1/keys \\`,
    `  -d '{"role":"write","source":"default"}'`,
    'Lost the admin key? Start once with BAROMETER_ADMIN_KEY=ak_ and 29 or more',
    'characters of your own.',
  ];
}

/** What is printed when the server is up. */
export function banner({ url, data, now, keys }: BannerInput): string {
  const shown = Object.entries(keys);
  return [
    `Barometer listens on ${url}`,
    `  data   ${data}`,
    ...(now ? [`  clock  ${now}`] : []),
    ...shown.map(([role, key]) => `  ${role.padEnd(6)} ${key}`),
    '',
    ...(shown.length > 0
      ? ['Post an event, compute scores, read them:', ...curlLines(url, keys)]
      : newKeyLines(url)),
    '',
    'Ctrl-C stops it.',
    '',
  ].join('\n');
}
