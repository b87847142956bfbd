import { BlockList, isIP } from 'node:net';

/** IPv4 that leads into somebody's own network or nowhere (IANA special-purpose registry). */
const NON_PUBLIC_V4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
];

/**
 * Everything but 2000::/3, which is all of IPv6 that is public, and in it what carries an IPv4
 * address (6to4, Teredo) or is kept for documents. IPv4-mapped addresses fall into ::/3.
 */
const NON_PUBLIC_V6 = [
  '::/3',
  '4000::/2',
  '8000::/1',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '3fff::/20',
];

// One list would match every IPv4 address by ::/3, for it compares them as mapped ones.
const v4 = blockListOf(NON_PUBLIC_V4, 'ipv4');
const v6 = blockListOf(NON_PUBLIC_V6, 'ipv6');

const loopbackV4 = blockListOf(['127.0.0.0/8'], 'ipv4');

function blockListOf(subnets: readonly string[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [network = '', prefix] = subnet.split('/');
    list.addSubnet(network, Number(prefix), family);
  }
  return list;
}

/** False for private, local and reserved addresses, and for what is no address. */
export function isPublicAddress(address: string): boolean {
  // A zone (fe80::1%eth0) names an interface of this machine.
  if (address.includes('%')) return false;
  const version = isIP(address);
  if (version === 4) return !v4.check(address, 'ipv4');
  return version === 6 && !v6.check(address, 'ipv6');
}

export function isLoopbackAddress(address: string): boolean {
  return isIP(address) === 4 ? loopbackV4.check(address, 'ipv4') : address === '::1';
}
