import type { PublicKey } from '@finharbor/kernel';

const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
/** What stands before the 32 bytes of an Ed25519 public key (multicodec `ed25519-pub`). */
const prefix = Buffer.from([0xed, 0x01]);
/** 34 bytes whose first is 0xed: never more digits, never fewer. */
const digits = 47;

/** An Ed25519 public key as `Multikey` text (W3C Controlled Identifiers 1.0, section 2.2.2: base58-btc, `z6Mk…`). */
export function multikeyOf(key: PublicKey): string {
  let value = BigInt(`0x${Buffer.concat([prefix, Buffer.from(key, 'base64url')]).toString('hex')}`);
  let text = '';
  for (; value > 0n; value /= 58n) text = alphabet[Number(value % 58n)] + text;
  return `z${text}`;
}

/** The Ed25519 public key of a `Multikey`; undefined for any other kind of key and for what is no key. */
export function keyOfMultikey(text: string): PublicKey | undefined {
  if (text.length !== digits + 1 || !text.startsWith('z')) return undefined;
  let value = 0n;
  for (const character of text.slice(1)) {
    const digit = alphabet.indexOf(character);
    if (digit < 0) return undefined;
    value = value * 58n + BigInt(digit);
  }
  const bytes = Buffer.from(value.toString(16).padStart(68, '0'), 'hex');
  const isEd25519 = bytes.length === 34 && bytes.subarray(0, 2).equals(prefix);
  return isEd25519 ? (bytes.subarray(2).toString('base64url') as PublicKey) : undefined;
}
