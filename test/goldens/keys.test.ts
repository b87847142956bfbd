import { describe, it } from 'vitest';
import * as keys from '../../lib/dynamo/keys.ts';
import { expectGolden } from './golden-file.ts';

const HOUR = '2026-11-21T14';
const HASH = '855f8f22a30bd524';
const RAISED_AT = '2026-11-21T00:10:00.000Z';

const batch = { receivedAt: Date.UTC(2026, 10, 21, 14, 3, 7, 123), requestId: 'r#7%#é', part: 12 };

const KEYS = {
  batch: keys.batchKey(HOUR, batch),
  batchBefore1970: keys.batchKey(HOUR, { ...batch, receivedAt: -1, part: 0 }),
  batchPartitions: keys.batchPartitions(HOUR),
  batchRange: keys.batchRange(0, batch.receivedAt),
  batchIdentity: keys.batchIdentity(keys.batchKey(HOUR, batch).sk),
  delta: keys.deltaKey('2026-11-20', HOUR, 7),
  deltaRange: keys.deltaRange(HOUR, 2, 12),
  seals: [keys.SEAL_PARTITION, keys.LAST_HOUR, keys.sealKey(HOUR), keys.sealedThroughKey()],
  blockHead: keys.blockHeadKey('snapshot/default', '2026-11-20/final'),
  blockHeadRanges: [keys.blockHeadRange(), keys.blockHeadRange('a', 'b')],
  blockChunk: keys.blockChunkKey('snapshot/é', '2026#11', '50%#', 3),
  document: keys.documentKey('event-names', 'web#é'),
  profiles: [keys.profileKey('user', HASH), keys.profilePartitions('account')],
  links: [keys.linkKey(HASH), keys.linkPartitions()],
  runs: [keys.RUN_PARTITION, keys.runKey(RAISED_AT, 'r1'), keys.runPointerKey('r1')],
  lease: keys.leaseKey('score'),
  ruleState: keys.ruleStateKey('score-drop', HASH),
  alerts: [keys.ALERT_PARTITION, keys.alertKey(RAISED_AT, 'a1'), keys.alertPointerKey('a1')],
  alertsUpTo: keys.alertsUpTo(`${RAISED_AT}#a1`),
};

describe('the keys of the table', () => {
  it('the keys of the table are what their golden file holds, letter by letter', () => {
    const lines = Object.entries(KEYS).map(([name, key]) => `${name} ${JSON.stringify(key)}\n`);
    const advice =
      'Items stand under these keys for ever: another key hides what was stored, so it needs a kind of item of its own that is read beside the one before.';
    expectGolden('keys', lines.join(''), advice);
  });
});
