import { BlockList, isIP, isIPv6 } from 'node:net';

// IANA's registries of special-purpose addresses (RFC 6890): what is not reachable from everywhere.
const loopback = blockList(['127.0.0.0/8', '::1/128']);
const inside = blockList(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7']);
const never = blockList([
  '0.0.0.0/8',
  '169.254.0.0/16',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
  '::/128',
  '::/96',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '100::/64',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
]);

/** From where to where a request may go, apart from public addresses. Link-local ones, where clouds keep credentials, never. */
export type Reach = {
  /** To this machine. */
  readonly loopback: boolean;
  /** To the addresses of a private network (RFC 1918, RFC 4193, RFC 6598). */
  readonly inside: boolean;
};

/** Whether a request may be sent to an address; an IPv4 address inside an IPv6 one counts as itself. */
export function isWithinReach(address: string, reach: Reach): boolean {
  const family = isIPv6(address) ? 'ipv6' : 'ipv4';
  if (isIP(address) === 0) return false;
  if (loopback.check(address, family)) return reach.loopback;
  if (inside.check(address, family)) return reach.inside;
  return !never.check(address, family);
}

function blockList(subnets: readonly string[]): BlockList {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [network, bits] = subnet.split('/') as [string, string];
    list.addSubnet(network, Number(bits), isIPv6(network) ? 'ipv6' : 'ipv4');
  }
  return list;
}
