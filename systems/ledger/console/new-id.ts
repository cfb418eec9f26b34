import { clock } from '@finharbor/ui';

/** A new id: later ones are larger, and no two pages make the same. */
export function newId(): bigint {
  const random = crypto.getRandomValues(new Uint8Array(10));
  const hex = Array.from(random, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return (BigInt(clock.nowMs()) << 80n) | BigInt(`0x${hex}`);
}
