import { createPrivateKey, createPublicKey, diffieHellman, hash, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

/** Bytes of an x-coordinate, little-endian. */
export const pointBytes = 32;

const multiply = promisify(diffieHellman);
const asymmetricKeyType = 'x25519';

/** A scalar of X25519 (RFC 7748), from 32 random bytes. */
export function scalarOf(bytes: Uint8Array<ArrayBuffer>): KeyObject {
  return createPrivateKey({ key: bytes, format: 'raw-private', asymmetricKeyType });
}

/** SHA-256 of an item's UTF-8, read as an x-coordinate: the specification's hash to the curve. It may be on the twist. */
export function pointOf(item: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(hash('sha256', item, 'buffer'));
}

/**
 * Each point by the scalar, on as many threads as the process has for such work. Undefined where one of them is of low order: its
 * product would be the same under every scalar. OpenSSL's X25519 takes the same time for all scalars.
 */
export async function timesScalar(
  scalar: KeyObject,
  points: readonly Uint8Array<ArrayBuffer>[],
): Promise<readonly Uint8Array[] | undefined> {
  try {
    return await Promise.all(
      points.map((point) => {
        const publicKey = createPublicKey({ key: point, format: 'raw-public', asymmetricKeyType });
        return multiply({ privateKey: scalar, publicKey });
      }),
    );
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_OSSL_FAILED_DURING_DERIVATION') throw error;
    return undefined;
  }
}

/** Whether this is how an X25519 function writes its result: below 2^255 - 19. */
export function isCanonical(point: Uint8Array): boolean {
  const top = point[pointBytes - 1]!;
  if (top !== 0x7f) return top < 0x7f;
  return point[0]! < 0xed || point.subarray(1, pointBytes - 1).some((byte) => byte !== 0xff);
}
