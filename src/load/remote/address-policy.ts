import { BlockList, isIP, isIPv4 } from 'node:net';

/** An IP address, as `dns.lookup` returns it. */
export interface Address {
  readonly address: string;
  readonly family: number;
}

/** Addresses that are not on the public internet (IANA special-purpose registries, RFC 6890). */
const special = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  // Multicast, reserved and broadcast.
  ['224.0.0.0', 3],
] as const) {
  special.addSubnet(network, prefix, 'ipv4');
}
for (const [network, prefix] of [
  // Teredo, benchmarks, ORCHID, documentation, and 6to4, which holds an IPv4 address.
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const) {
  special.addSubnet(network, prefix, 'ipv6');
}

/**
 * Global unicast IPv6. Other ranges embed IPv4 addresses, or are link-local, site-local or loopback.
 */
const global6 = new BlockList();
global6.addSubnet('2000::', 3, 'ipv6');

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/**
 * Whether the host of an allowed origin may resolve to an address. With an IP address or `localhost`
 * (RFC 6761), the user allows exactly that. Any other name is under the control of the owner of its
 * domain, so it may resolve only to public addresses.
 */
export function mayResolveTo(hostname: string, { address }: Address): boolean {
  if (isIP(hostname) !== 0) return hostname === address;
  if (hostname === 'localhost') return contains(loopback, address);
  if (isIPv4(address)) return !contains(special, address);
  return contains(global6, address) && !contains(special, address);
}

function contains(list: BlockList, address: string): boolean {
  return list.check(address, isIPv4(address) ? 'ipv4' : 'ipv6');
}
