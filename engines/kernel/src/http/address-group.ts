import { isIP } from 'node:net';

/**
 * What counts as one address: an IPv4 address, or the first 64 bits of an IPv6 address, which is what one subscriber is given.
 * Undefined for text that is no address.
 */
export function addressGroup(text: string): string | undefined {
  const address = text.replace(/%.*$/, '').toLowerCase();
  const version = isIP(address);
  if (version === 4) return address;
  if (version === 0) return undefined;
  const groups = hextets(address);
  const mapped = groups.slice(0, 6).join() === '0,0,0,0,0,65535';
  if (mapped)
    return groups
      .slice(6)
      .flatMap((group) => [group >> 8, group & 255])
      .join('.');
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')}::/64`;
}

/** The eight groups of an IPv6 address, its `::` filled and a dotted end read. */
function hextets(address: string): readonly number[] {
  const dotted = /\d+(\.\d+){3}$/.exec(address)?.[0];
  const [a = 0, b = 0, c = 0, d = 0] = dotted?.split('.').map(Number) ?? [];
  const end = `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
  const plain = dotted === undefined ? address : address.slice(0, -dotted.length) + end;
  const [head = '', tail] = plain.split('::');
  const numbers = (part: string): number[] =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16));
  const [front, back] = [numbers(head), numbers(tail ?? '')];
  return [...front, ...Array<number>(8 - front.length - back.length).fill(0), ...back];
}
