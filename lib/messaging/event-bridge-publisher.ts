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

/** An entry by whose source and type rules of the bus match. */
function entryOf(bus: string, type: string, at: string, detail: object): PutEventsRequestEntry {
  return {
    EventBusName: bus,
    Source: 'barometer',
    DetailType: type,
    Time: new Date(at),
    Detail: jsonText(detail),
  };
}

/** The bus: one event `AlertRaised` for each alert. */
export function eventBridgePublisher(client: EventBridgeClient, bus: string): BatchTarget<Alert> {
  const alertEntry = (alert: Alert) =>
    entryOf(bus, 'AlertRaised', alert.raisedAt, alertEvent(alert));
  return {
    bytesOf: (alert) => Buffer.byteLength(JSON.stringify(alertEntry(alert))),
    async send(alerts) {
      const command = new PutEventsCommand({ Entries: alerts.map(alertEntry) });
      const { Entries = [] } = await client.send(command);
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
  const entry = entryOf(bus, 'ScoresComputed', event.computedAt, event);
  const { Entries: [result] = [] } = await client.send(new PutEventsCommand({ Entries: [entry] }));
  if (result?.EventId !== undefined) return;
  const why = result?.ErrorCode ?? 'no event id';
  throw new BarometerError('store_unavailable', `the bus refused ScoresComputed: ${why}`);
}
