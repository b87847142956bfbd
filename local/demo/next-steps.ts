import type { ShownKeys } from '../app/local-keys.ts';

const EVENT =
  '{"userId":"you@cedar-clinic.example","event":"Project Created",' +
  '"context":{"groupId":"cedar-clinic"}}';

/** What to try next; unindented, because a key as Bearer just fits into 80 columns. */
export function nextSteps(url: string, { write, read, admin }: ShownKeys): string {
  const reading = `curl -H 'Authorization: Bearer ${read}' \\`;
  return [
    'It keeps serving. Try:',
    '# why Cedar Clinic fell',
    reading,
    `  ${url}/v1/accounts/cedar-clinic`,
    '# who carries Granite Legal',
    reading,
    `  ${url}/v1/accounts/granite-legal`,
    '# the whole product',
    reading,
    `  ${url}/v1/product`,
    '# an event of your own, and scores with it',
    `curl -u ${write}: ${url}/v1/track \\`,
    "  -H 'content-type: application/json' \\",
    `  -d '${EVENT}'`,
    `curl -H 'Authorization: Bearer ${admin}' \\`,
    `  -X POST ${url}/v1/runs`,
    reading,
    `  '${url}/v1/accounts/cedar-clinic?asOf=live'`,
    '',
    'Ctrl-C stops it and throws its data away.',
  ].join('\n');
}
