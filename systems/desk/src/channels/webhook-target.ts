import { BlockList, isIP } from 'node:net';

const privateV4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];
// Of IPv6 only 2000::/3 is anybody's public address, less what stands for IPv4 or for examples.
const publicV6 = '2000::/3';
const exceptV6 = ['2001::/32', '2001:db8::/32', '2002::/16'];

const privateList = listOf(privateV4, 'ipv4');
const publicList = listOf([publicV6], 'ipv6');
const exceptList = listOf(exceptV6, 'ipv6');

/** True for an address that is not on the public internet: this machine, this network, or nobody. */
export function isPrivateAddress(address: string): boolean {
  if (isIP(address) === 4) return privateList.check(address, 'ipv4');
  return !publicList.check(address, 'ipv6') || exceptList.check(address, 'ipv6');
}

/** Why nothing is sent to a webhook's address, or undefined where it may be; what its name resolves to is judged when it is. */
export function targetFault(text: string, privateHosts: readonly string[]): string | undefined {
  if (!URL.canParse(text)) return 'not an address';
  const url = new URL(text);
  const host = hostOf(url);
  const isLoopback = host === 'localhost' || host === '::1' || /^127\./.test(host);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback)) return 'not an https address';
  if (url.username !== '' || url.password !== '') return 'an address without user and password';
  const isPrivate = isLoopback || (isIP(host) !== 0 && isPrivateAddress(host));
  return isPrivate && !privateHosts.includes(host)
    ? 'a private address that this process does not call'
    : undefined;
}

/** The host of an address, IPv6 without its brackets. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '');
}

function listOf(ranges: readonly string[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [net, prefix] = range.split('/');
    list.addSubnet(net!, Number(prefix), family);
  }
  return list;
}
