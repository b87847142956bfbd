import { build } from 'esbuild';
import { BUNDLING } from '../infra/bundling.ts';
import type { FunctionName } from '../infra/settings.ts';

/** A function as one file, as `cdk deploy` makes it, with the AWS SDK or without. */
export async function bundle(
  name: FunctionName,
  external: readonly string[] = [],
): Promise<Uint8Array> {
  const { banner, ...options } = BUNDLING;
  const { outputFiles } = await build({
    ...options,
    banner: { js: banner },
    entryPoints: [`functions/${name}.ts`],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    external: [...external],
  });
  return outputFiles[0]?.contents ?? new Uint8Array();
}
