import { CfnOutput, Stack, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Alerting } from './alerting.ts';
import { Ingestion } from './ingestion.ts';
import { Monitoring } from './monitoring.ts';
import { Scoring } from './scoring.ts';
import type { StackSettings } from './settings.ts';
import { Storage } from './storage.ts';

/** One Barometer, complete: composes the capabilities and has no resource of its own. */
export class BarometerStack extends Stack {
  constructor(scope: Construct, settings: StackSettings) {
    super(scope, `barometer-${settings.environment}`, {
      description: 'Barometer: product engagement scoring and alerting',
      terminationProtection: settings.retainData,
    });
    Tags.of(this).add('service', 'barometer');
    Tags.of(this).add('environment', settings.environment);
    const storage = new Storage(this, 'Storage', settings);
    const capability = { settings, storage, environment: environmentOf(settings, storage) };
    const alerting = new Alerting(this, 'Alerting', capability);
    const scoring = new Scoring(this, 'Scoring', { ...capability, alerting });
    const ingestion = new Ingestion(this, 'Ingestion', { ...capability, scoring });
    alerting.allowSubscribe(ingestion.readAndAdmin);
    new Monitoring(this, 'Monitoring', { settings, ingestion, scoring, alerting });
    this.output('Url', ingestion.url, 'Where events are posted and scores are read');
    this.output('AlertTopic', alerting.topic.topicArn, 'SNS topic of the alerts');
    this.output('AlertBus', alerting.bus.eventBusName, 'EventBridge bus of the alerts');
    this.output('Table', storage.table.tableName, 'The DynamoDB table');
    const next = `npx barometer keys create --env ${settings.environment}`;
    this.output('NextCommand', next, 'Creates the first key; that key can create all others');
  }

  private output(id: string, value: string, description: string): void {
    new CfnOutput(this, id, { value, description });
  }
}

/** What every function is told; absent where there is nothing to tell. */
function environmentOf(settings: StackSettings, storage: Storage): Record<string, string> {
  const { environment, retentionDays, accountUrl, requestsPerSecondOfKey } = settings;
  return {
    STAGE: environment,
    TABLE_NAME: storage.table.tableName,
    RETENTION_DAYS: String(retentionDays),
    ...(accountUrl ? { ACCOUNT_URL: accountUrl } : {}),
    ...(requestsPerSecondOfKey ? { REQUESTS_PER_SECOND: String(requestsPerSecondOfKey) } : {}),
  };
}
