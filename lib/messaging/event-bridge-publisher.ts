import {
  type EventBridgeClient,
  PutEventsCommand,
  type PutEventsRequestEntry,
} from '@aws-sdk/client-eventbridge';
import type { Alert } from '../alerts/alert.ts';
import { alertEvent } from '../alerts/message/alert-event.ts';
import { jsonText } from '../alerts/message/json-text.ts';
import type { ScoresComputed } from '../alerts/scores-computed.ts';
import { BarometerError } from '../model/barometer-error.ts';
import type { BatchTarget } from './send-in-batches.ts';

/** What rules of the bus match on. */
const SOURCE = 'barometer';
const DETAIL_TYPE = 'AlertRaised';

/** The bus: one event `AlertRaised` for each alert. */
export function eventBridgePublisher(client: EventBridgeClient, bus: string): BatchTarget<Alert> {
  const entryOf = (alert: Alert): PutEventsRequestEntry => ({
    EventBusName: bus,
    Source: SOURCE,
    DetailType: DETAIL_TYPE,
    Time: new Date(alert.raisedAt),
    Detail: jsonText(alertEvent(alert)),
  });
  return {
    bytesOf: (alert) => Buffer.byteLength(JSON.stringify(entryOf(alert))),
    async send(alerts) {
      const { Entries = [] } = await client.send(
        new PutEventsCommand({ Entries: alerts.map(entryOf) }),
      );
      return Entries.map(({ EventId, ErrorCode }) =>
        EventId === undefined ? (ErrorCode ?? 'no event id') : undefined,
      );
    },
  };
}

/** The bus once more: one event `ScoresComputed` for each run. Throws what the bus throws. */
export async function announceOnBus(
  client: EventBridgeClient,
  bus: string,
  event: ScoresComputed,
): Promise<void> {
  const entry = {
    EventBusName: bus,
    Source: SOURCE,
    DetailType: 'ScoresComputed',
    Time: new Date(event.computedAt),
    Detail: jsonText(event),
  };
  const { Entries: [result] = [] } = await client.send(new PutEventsCommand({ Entries: [entry] }));
  if (result?.EventId !== undefined) return;
  const why = result?.ErrorCode ?? 'no event id';
  throw new BarometerError('store_unavailable', `the bus refused ScoresComputed: ${why}`);
}
