import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  Billing,
  type ITableV2,
  ProjectionType,
  TableEncryptionV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { TABLE } from '../lib/model/table-definition.ts';
import type { ServiceFunction } from './service-function.ts';
import type { StackSettings } from './settings.ts';

const READ = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'];
const WRITE = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'];

/** What every capability with functions is made of. */
export interface CapabilityProps {
  readonly settings: StackSettings;
  readonly storage: Storage;
  /** What every function is told. */
  readonly environment: Readonly<Record<string, string>>;
}

/** The one table: counter batches, counts, snapshots, profiles, settings and alerts. */
export class Storage extends Construct {
  /** The one that the functions use. */
  readonly table: Pick<ITableV2, 'tableArn' | 'tableName'>;

  constructor(scope: Construct, id: string, settings: StackSettings) {
    super(scope, id);
    const own = this.ownTable(settings);
    const { restoredTable } = settings;
    this.table = restoredTable ? TableV2.fromTableName(this, 'Restored', restoredTable) : own;
  }

  private ownTable(settings: StackSettings): TableV2 {
    const string = (name: string) => ({ name, type: AttributeType.STRING });
    return new TableV2(this, 'Table', {
      partitionKey: string(TABLE.partitionKey),
      sortKey: string(TABLE.sortKey),
      timeToLiveAttribute: TABLE.timeToLive,
      globalSecondaryIndexes: [
        {
          indexName: TABLE.outboxIndex.name,
          partitionKey: string(TABLE.outboxIndex.partitionKey),
          sortKey: string(TABLE.outboxIndex.sortKey),
          projectionType: ProjectionType.ALL,
        },
      ],
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.dynamoOwnedKey(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: settings.retainData,
      removalPolicy: settings.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }

  /** For those that face strangers: they look up and put, delete nothing and scan nothing. */
  allowAppend(fn: ServiceFunction): void {
    fn.allow(['dynamodb:PutItem', 'dynamodb:GetItem', 'dynamodb:Query'], [this.table.tableArn]);
  }

  allowReadAndWrite(fn: ServiceFunction): void {
    fn.allow([...READ, ...WRITE], [this.table.tableArn]);
  }

  /** Alerts that are stored but not yet published stand in a sparse index of their own. */
  allowOutbox(fn: ServiceFunction): void {
    fn.allow(['dynamodb:Query'], [`${this.table.tableArn}/index/${TABLE.outboxIndex.name}`]);
  }
}
