import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { BarometerError } from '../model/barometer-error.ts';

export interface GuardOptions {
  /** Permits http and any port to this machine, for the one-machine runner. @default false */
  readonly allowLoopback?: boolean;
}

export type CheckedUrl =
  | { readonly ok: true; readonly url: URL; readonly isLoopback: boolean }
  /** In words that go on after "the url". */
  | { readonly ok: false; readonly why: string };

export type ResolveHost = (host: string) => Promise<readonly LookupAddress[]>;

export const resolveByDns: ResolveHost = (host) => lookup(host, { all: true });

const LOCAL_NAMES = /(?:^|\.)(?:localhost|local|internal|home\.arpa)$/;

/**
 * Whether a webhook may go to a URL by what it says. Where its name leads is checked while
 * connecting, by `guardedLookup`. `new URL` has turned every spelling of an IPv4 address
 * (2130706433, 0x7f.1, full-width digits) into dotted decimals before it is looked at.
 */
export function checkUrl(text: string, { allowLoopback = false }: GuardOptions = {}): CheckedUrl {
  const url = URL.parse(text);
  if (url === null) return { ok: false, why: 'cannot be read' };
  const host = hostOf(url);
  if (allowLoopback && isLoopbackHost(host)) return checkLoopback(url);
  const why = urlFault(url, host);
  return why === undefined ? { ok: true, url, isLoopback: false } : { ok: false, why };
}

function checkLoopback(url: URL): CheckedUrl {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return { ok: false, why: 'must begin with http:// or https://' };
  }
  if (hasUserInfo(url)) return { ok: false, why: 'must not name a user or a password' };
  return { ok: true, url, isLoopback: true };
}

function urlFault(url: URL, host: string): string | undefined {
  if (url.protocol !== 'https:') return 'must begin with https://';
  if (url.port !== '') return 'must use port 443';
  if (hasUserInfo(url)) return 'must not name a user or a password';
  if (isIP(host) !== 0) return 'must have a name, not an address';
  if (!host.includes('.') || LOCAL_NAMES.test(host)) return 'must have a public name';
  return undefined;
}

function hasUserInfo(url: URL): boolean {
  return url.username !== '' || url.password !== '';
}

/** Without the brackets of IPv6 and the dot that ends a full name. */
function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '').replace(/\.+$/, '');
}

function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || isLoopbackAddress(host);
}

/** All of IPv6 that is given out to hosts; the library calls what nobody owns unicast, too. */
const GLOBAL_V6 = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * False for private, local and reserved addresses, for those of IPv6 that carry one of IPv4
 * (mapped, NAT64, 6to4, Teredo), and for what is no address.
 */
export function isPublicAddress(text: string): boolean {
  // A zone (fe80::1%eth0) names an interface of this machine.
  if (isIP(text) === 0 || text.includes('%')) return false;
  const address = ipaddr.parse(text);
  if (address.range() !== 'unicast') return false;
  return address instanceof ipaddr.IPv4 || address.match(GLOBAL_V6);
}

/** True in 127.0.0.0/8 and for ::1; false for everything else, and for what is no address. */
export function isLoopbackAddress(text: string): boolean {
  return isIP(text) !== 0 && ipaddr.parse(text).range() === 'loopback';
}

/**
 * A `lookup` for `http.request` that answers only addresses that may be connected to. It is the
 * very answer that is connected to, so a name cannot lead elsewhere between check and connect.
 */
export function guardedLookup(resolve: ResolveHost, isLoopback: boolean): LookupFunction {
  const isAllowed = isLoopback ? isLoopbackAddress : isPublicAddress;
  return (host, options, callback) => {
    resolve(host).then(
      (addresses) => {
        const [first] = addresses;
        if (!first || !addresses.every(({ address }) => isAllowed(address))) {
          callback(
            new BarometerError('invalid', 'the name leads to an address of no public host'),
            '',
          );
        } else if (options.all) {
          callback(null, [...addresses]);
        } else {
          callback(null, first.address, first.family);
        }
      },
      (error) => callback(error, ''),
    );
  };
}
