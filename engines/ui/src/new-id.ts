import { clock } from './clock.ts';

/** A new UUIDv7 (RFC 9562): later ones are larger, and no two pages make the same. Made once and sent again as often as it takes, it names one thing. */
export function newId(): string {
  const time = clock.nowMs().toString(16).padStart(12, '0');
  const random = crypto.getRandomValues(new Uint8Array(10));
  random[2] = (random[2]! & 0x3f) | 0x80;
  const tail = Array.from(random, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${tail.slice(1, 4)}-${tail.slice(4, 8)}-${tail.slice(8, 20)}`;
}
