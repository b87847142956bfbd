import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { BarometerStack } from '../../infra/barometer-stack.ts';
import type { ChosenSettings, Environment } from '../../infra/settings.ts';
import { settingsFor } from '../../infra/settings-for.ts';

export interface Synthesised {
  readonly app: App;
  readonly template: Template;
}

/** The stack with default settings as `cdk synth` makes it, with the flags of cdk.json, but without bundling code. */
export function synthesise(environment: Environment, chosen: ChosenSettings = {}): Synthesised {
  const { context } = JSON.parse(readFileSync('cdk.json', 'utf8'));
  const outdir = mkdtempSync(join(tmpdir(), 'barometer-synth-'));
  try {
    const app = new App({ outdir, context: { ...context, 'aws:cdk:bundling-stacks': [] } });
    const stack = new BarometerStack(app, settingsFor(environment, chosen));
    return { app, template: Template.fromStack(stack) };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

export interface Resource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: a template is JSON of any shape
  readonly Properties: Record<string, any>;
  readonly DeletionPolicy?: string;
}

/** Resources of a type by logical id. */
export function resourcesOf(template: Template, type: string): Record<string, Resource> {
  return template.findResources(type) as Record<string, Resource>;
}
