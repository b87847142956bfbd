import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { BarometerError } from '../lib/model/barometer-error.ts';
import { BarometerStack } from './barometer-stack.ts';
import { settingsFor } from './settings-for.ts';

const app = new App();
Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
try {
  new BarometerStack(app, settingsFor(app.node.tryGetContext('env')));
} catch (error) {
  if (!(error instanceof BarometerError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
