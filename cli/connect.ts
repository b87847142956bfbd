import { StartError } from '../local/command/start-error.ts';
import { type ApiClient, createApiClient } from './api-client.ts';
import type { Io, OptionValues } from './command.ts';
import { stackOutputs } from './stack-outputs.ts';
import { UsageError } from './usage-error.ts';

const LOCAL = 'http://127.0.0.1:8787';

/** What every command takes. */
export const COMMON_OPTIONS = {
  url: { type: 'string' },
  env: { type: 'string' },
  key: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

export const COMMON_USAGE = `
  --url URL     of the server, ${LOCAL} (or BAROMETER_URL)
  --env NAME    the deployed stack barometer-NAME, found with AWS credentials
  --key KEY     admin key (or BAROMETER_ADMIN_KEY)
  --json        print JSON`;

function given(text: string | boolean | undefined): string | undefined {
  return typeof text === 'string' && text !== '' ? text : undefined;
}

function checked(url: string): string {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new UsageError(`--url must be an address such as ${LOCAL}, got '${url}'`);
  }
  return url.replace(/\/+$/, '');
}

/** Where the options and variables say that the server is. */
export async function addressOf(options: OptionValues, { variables }: Io): Promise<string> {
  const [url, environment] = [given(options['url']), given(options['env'])];
  if (url && environment) throw new UsageError('give either --url or --env');
  if (environment) return (await stackOutputs(environment)).url;
  return checked(url ?? given(variables['BAROMETER_URL']) ?? LOCAL);
}

/** The API that the options and variables name. */
export async function connect(options: OptionValues, io: Io): Promise<ApiClient> {
  const key = given(options['key']) ?? given(io.variables['BAROMETER_ADMIN_KEY']);
  const url = await addressOf(options, io);
  if (key) return createApiClient(url, key);
  throw new StartError(
    'there is no key: give one with --key or BAROMETER_ADMIN_KEY; the first one is shown at ' +
      'the first start, or made by: barometer keys create --env NAME',
  );
}
