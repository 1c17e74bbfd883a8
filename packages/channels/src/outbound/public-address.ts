import { BlockList, isIP, isIPv4 } from 'node:net';

const V4_NOT_PUBLIC: ReadonlyArray<[net: string, prefix: number]> = [
  ['0.0.0.0', 8], // this network
  ['10.0.0.0', 8], // private
  ['100.64.0.0', 10], // carriers' own, and Alibaba's metadata
  ['127.0.0.0', 8], // loopback
  ['168.63.129.16', 32], // Azure's metadata, on an address that looks public
  ['169.254.0.0', 16], // link-local, and most clouds' metadata
  ['172.16.0.0', 12], // private
  ['192.0.0.0', 24], // protocol assignments, and Oracle's metadata
  ['192.0.2.0', 24], // documentation
  ['192.88.99.0', 24], // 6to4 relays
  ['192.168.0.0', 16], // private
  ['198.18.0.0', 15], // benchmarks
  ['198.51.100.0', 24], // documentation
  ['203.0.113.0', 24], // documentation
  ['224.0.0.0', 4], // multicast
  ['240.0.0.0', 4], // reserved, and broadcast
];

// Of IPv6 only what is given out to the world is taken. Loopback, link-local, unique local, multicast and every form that
// carries an IPv4 address (mapped, compatible, NAT64) lie outside of it.
const V6_PUBLIC: [string, number] = ['2000::', 3];
const V6_NOT_PUBLIC: ReadonlyArray<[net: string, prefix: number]> = [
  ['2001::', 23], // protocol assignments: Teredo, benchmarks, ORCHID
  ['2001:db8::', 32], // documentation
  ['2002::', 16], // 6to4: carries an IPv4 address
  ['3fff::', 20], // documentation
];

const blockList = (family: 'ipv4' | 'ipv6', nets: ReadonlyArray<[string, number]>): BlockList => {
  const list = new BlockList();
  for (const [net, prefix] of nets) list.addSubnet(net, prefix, family);
  return list;
};

const v4NotPublic = blockList('ipv4', V4_NOT_PUBLIC);
const v6Public = blockList('ipv6', [V6_PUBLIC]);
const v6NotPublic = blockList('ipv6', V6_NOT_PUBLIC);

/** Whether an address belongs to the world and not to this machine, its network or its cloud. What is no address does not. */
export function isPublicAddress(address: string): boolean {
  // A zone names an interface of this machine.
  if (isIP(address) === 0 || address.includes('%')) return false;
  if (isIPv4(address)) return !v4NotPublic.check(address, 'ipv4');
  return v6Public.check(address, 'ipv6') && !v6NotPublic.check(address, 'ipv6');
}
