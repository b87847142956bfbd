import { fileURLToPath } from 'node:url';
import { type Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { BUNDLING } from './bundling.ts';
import type { FunctionName, StackSettings } from './settings.ts';

export interface ServiceFunctionProps {
  readonly settings: StackSettings;
  readonly timeout: Duration;
  readonly description: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Where an asynchronous invocation goes that failed three times; only for those invoked so. */
  readonly deadLetters?: IQueue;
  /** False for one that runs so often and says so little that its traces cost more than itself. */
  readonly traced?: boolean;
}

/** A Lambda function of `functions/`: the one place for runtime, logs, bundling and its role. */
export class ServiceFunction extends NodejsFunction {
  constructor(scope: Construct, name: FunctionName, props: ServiceFunctionProps) {
    const { settings } = props;
    const isTraced = settings.tracing && props.traced !== false;
    const id = name.charAt(0).toUpperCase() + name.slice(1);
    const logGroup = new LogGroup(scope, `${id}Logs`, {
      retention: settings.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // AWSLambdaBasicExecutionRole may write to every log group of the account.
    const role = new Role(scope, `${id}Role`, {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    });
    logGroup.grantWrite(role);
    super(scope, id, {
      entry: fileURLToPath(new URL(`../functions/${name}.ts`, import.meta.url)),
      projectRoot: fileURLToPath(new URL('..', import.meta.url)),
      depsLockFilePath: fileURLToPath(new URL('../package-lock.json', import.meta.url)),
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: settings.memory[name],
      timeout: props.timeout,
      environment: { NODE_OPTIONS: '--enable-source-maps', ...props.environment },
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      // START, END and REPORT of every call would cost more than what the function says itself.
      systemLogLevelV2: SystemLogLevel.WARN,
      tracing: isTraced ? Tracing.ACTIVE : Tracing.DISABLED,
      ...(props.deadLetters ? { deadLetterQueue: props.deadLetters } : {}),
      bundling: {
        ...BUNDLING,
        format: OutputFormat.ESM,
        sourceMap: true,
        sourcesContent: false,
        // The runtime's own SDK changes without notice; ours is the one that was tested.
        externalModules: [],
      },
    });
    if (isTraced) {
      acknowledge(
        role,
        'AwsSolutions-IAM5[Resource::*]',
        'X-Ray has no resource that PutTraceSegments and PutTelemetryRecords could be limited to',
      );
    } else {
      acknowledge(
        this,
        'Serverless-LambdaTracing',
        'a trace of every minute costs more than the tail itself; a setting turns all others off',
      );
    }
    if (!props.deadLetters) {
      acknowledge(
        this,
        'Serverless-LambdaDLQ',
        'never invoked asynchronously: its caller sees the failure and tries again',
      );
    }
  }

  /** Lets the function do exactly these things to exactly these resources. */
  allow(actions: readonly string[], resources: readonly string[]): void {
    this.addToRolePolicy(new PolicyStatement({ actions: [...actions], resources: [...resources] }));
  }
}
