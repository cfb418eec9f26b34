import { BlockList, isIP, isIPv6 } from 'node:net';
import { fail } from '@finharbor/kernel';
import type { FastifyInstance } from 'fastify';
import type { ProcessConfig } from './config.ts';
import { isLoopback } from './plain-text.ts';

type Door = Pick<ProcessConfig, 'host' | 'publicUrl' | 'trustedProxies' | 'insecure'>;

/**
 * Where a process listens beyond its machine, answers the proxies it trusts and this machine alone: who came past them would speak in
 * plain text. Errors: `request.past_the_proxy`.
 */
export function onlyByProxy(app: FastifyInstance, door: Door): void {
  if (isLoopback(door.host) || door.insecure === true) return;
  const isProxy = proxiesOf(door.trustedProxies ?? []);
  app.addHook('onRequest', async ({ socket }) => {
    if (!isProxy(socket.remoteAddress ?? ''))
      fail('request.past_the_proxy', `This address speaks no TLS. Come to ${door.publicUrl}.`);
  });
}

/** True for this machine's own addresses and those of the networks. */
function proxiesOf(networks: readonly string[]): (address: string) => boolean {
  const known = new BlockList();
  for (const network of networks) {
    const [address, bits] = network.split('/') as [string, string?];
    const family = familyOf(address);
    if (bits === undefined) known.addAddress(address, family);
    else known.addSubnet(address, Number(bits), family);
  }
  return (address) => {
    // A socket that takes both families writes IPv4 addresses as IPv6 ones.
    const plain = address.replace(/^::ffff:(?=\d+\.)/, '');
    return isIP(plain) !== 0 && (isLoopback(plain) || known.check(plain, familyOf(plain)));
  };
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv6(address) ? 'ipv6' : 'ipv4';
}
