import { clock } from '@finharbor/ui';

/** A new UUIDv7: later ones are larger, and no two pages make the same. */
export function newId(): string {
  const random = crypto.getRandomValues(new Uint8Array(10));
  const tail = Array.from(random, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const time = clock.nowMs().toString(16).padStart(12, '0');
  const variant = ((Number.parseInt(tail[3]!, 16) & 3) | 8).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${tail.slice(0, 3)}-${variant}${tail.slice(4, 7)}-${tail.slice(7, 19)}`;
}
