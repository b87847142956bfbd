import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { BarometerError } from '../lib/model/barometer-error.ts';
import { BarometerStack } from './barometer-stack.ts';
import { settingsFromFile } from './settings-file.ts';
import { settingsFor } from './settings-for.ts';

const app = new App();
Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
try {
  const file: unknown = app.node.tryGetContext('settings');
  const chosen = typeof file === 'string' ? settingsFromFile(file) : {};
  new BarometerStack(app, settingsFor(app.node.tryGetContext('env'), chosen));
} catch (error) {
  if (!(error instanceof BarometerError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
