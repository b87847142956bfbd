import type { LookupAddress } from 'node:dns';
import { describe, expect, it } from 'vitest';
import {
  checkUrl,
  guardedLookup,
  isLoopbackAddress,
  isPublicAddress,
  type ResolveHost,
} from '../../lib/messaging/address-guard.ts';

/** Every spelling of this machine, of the cloud's metadata and of local names. */
const REFUSED = [
  'https://127.0.0.1/',
  'https://2130706433/',
  'https://0x7f.1/',
  'https://127.1/',
  'https://0177.0.0.1/',
  'https://①②⑦.⓪.⓪.①/',
  'https://１６９.254.169.254/',
  'https://2852039166/',
  'https://169.254.169.254/latest/meta-data/',
  'https://0/',
  'https://0.0.0.0/',
  'https://10.0.0.1/',
  'https://8.8.8.8/',
  'https://[::1]/',
  'https://[::]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:7f00:1]/',
  'https://[fd00:ec2::254]/',
  'https://[2606:4700::1111]/',
  'https://localhost/',
  'https://localhost./',
  'https://LOCALHOST/',
  'https://api.localhost/',
  'https://metadata.google.internal/',
  'https://metadata.google.internal./',
  'https://printer.local/',
  'https://nas.home.arpa/',
  'https://intranet/',
  'https://user@example.com/',
  'https://user:password@example.com/',
  'https://:password@example.com/',
  'https://example.com:8443/',
  'https://example.com:22/',
  'http://example.com/',
  'ftp://example.com/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'gopher://example.com/',
  'example.com',
  '',
];

describe('the url of a webhook', () => {
  it.each(REFUSED)('the url of a webhook is refused when it is %s', (url) => {
    expect(checkUrl(url).ok).toBe(false);
  });

  it.each([
    'https://example.com/hook?a=1',
    'https://example.com:443/',
    'https://hooks.slack.com/services/T/B/x',
    'https://evil。com/',
    'https://localhost.example.com/',
  ])('the url of a webhook is taken when it is %s', (url) => {
    expect(checkUrl(url)).toMatchObject({ ok: true, isLoopback: false });
  });

  it('the url of a webhook may lead to this machine where that is permitted, by http and any port', () => {
    for (const url of ['http://localhost:3000/', 'http://127.0.0.1:3000/', 'https://[::1]:3000/']) {
      expect(checkUrl(url, { allowLoopback: true })).toMatchObject({ ok: true, isLoopback: true });
    }
  });

  it('the permission for this machine lets the url of a webhook lead nowhere else', () => {
    const others = REFUSED.filter((url) => {
      const checked = checkUrl(url, { allowLoopback: true });
      return checked.ok && !checked.isLoopback;
    });
    expect(others).toEqual([]);
    for (const url of ['http://10.0.0.1/', 'http://example.com/', 'http://u@localhost/']) {
      expect(checkUrl(url, { allowLoopback: true }).ok).toBe(false);
    }
  });
});

describe('an address', () => {
  it.each([
    '0.0.0.0',
    '10.255.255.255',
    '100.64.0.1',
    '127.255.255.254',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::ffff:8.8.8.8',
    '::8.8.8.8',
    '0:0:0:0:0:ffff:a9fe:a9fe',
    '64:ff9b:1::7f00:1',
    '100::1',
    '192.0.2.1',
    '198.51.100.1',
    '203.0.113.1',
    '192.88.99.1',
    '240.0.0.1',
    '010.8.8.8',
    '8.8.8',
    '2001:db8::1',
    '3fff::1',
    '4000::1',
    '8000::1',
    'fec0::1',
    '2606:4700::1111%eth0',
    '64:ff9b::7f00:1',
    '2001:0:7f00:1::',
    '2002:7f00:1::',
    'fc00::1',
    'fd00:ec2::254',
    'fe80::1',
    'fe80::1%eth0',
    'ff02::1',
    'no address',
  ])('a network address of %s is not public', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each([
    '8.8.8.8',
    '1.1.1.1',
    '172.32.0.1',
    '100.128.0.1',
    '223.255.255.255',
    '2606:4700::1111',
    '2a00:1450:4001::200e',
  ])('a network address of %s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it('a network address is of this machine in 127.0.0.0/8 and ::1 alone', () => {
    expect(['127.0.0.1', '127.8.8.8', '::1'].every(isLoopbackAddress)).toBe(true);
    expect(
      ['8.8.8.8', '0.0.0.0', '::', '::ffff:127.0.0.1', 'fe80::1'].some(isLoopbackAddress),
    ).toBe(false);
  });
});

function looked(resolve: ResolveHost, all: boolean, isLoopback = false): Promise<unknown> {
  return new Promise((done, fail) => {
    guardedLookup(resolve, isLoopback)('example.com', { all }, (error, address, family) =>
      error ? fail(error) : done(all ? address : { address, family }),
    );
  });
}

const PUBLIC: LookupAddress = { address: '93.184.216.34', family: 4 };
const METADATA: LookupAddress = { address: '169.254.169.254', family: 4 };

describe('a name', () => {
  it('a host name leads to the very addresses that were checked', async () => {
    const resolve = async () => [PUBLIC];
    expect(await looked(resolve, true)).toEqual([PUBLIC]);
    expect(await looked(resolve, false)).toEqual(PUBLIC);
  });

  it('a host name is refused when one of its addresses is not public', async () => {
    await expect(looked(async () => [PUBLIC, METADATA], true)).rejects.toThrow('no public host');
    await expect(looked(async () => [PUBLIC, METADATA], false)).rejects.toThrow('no public host');
  });

  it('a host name without an address is refused', async () => {
    await expect(looked(async () => [], true)).rejects.toThrow('no public host');
  });

  it('a host name that leads elsewhere the second time is checked the second time', async () => {
    const answers = [[PUBLIC], [METADATA]];
    const rebinding: ResolveHost = async () => answers.shift() ?? [];
    expect(await looked(rebinding, true)).toEqual([PUBLIC]);
    await expect(looked(rebinding, true)).rejects.toThrow('no public host');
  });

  it('a host name of this machine may not lead away from it', async () => {
    await expect(looked(async () => [PUBLIC], true, true)).rejects.toThrow('no public host');
  });

  it('an unknown host name fails as the resolver says', async () => {
    const unknown = async () => Promise.reject(new Error('ENOTFOUND'));
    await expect(looked(unknown, true)).rejects.toThrow('ENOTFOUND');
  });
});
