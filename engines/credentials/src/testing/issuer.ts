import { idSource, manualClock, type Random, systemRandom } from '@finharbor/kernel';
import { type KeyFiles, type Keyring, openKeyring } from '../keys/keyring.ts';

/** The address of the issuer of tests. */
export const issuerUrl = 'https://hub.example';

/** Noon of a Friday in Shanghai. */
export const startMs: number = Date.UTC(2026, 10, 27, 4);

/** An issuer's keys in memory, under a clock that can be moved. */
export function testKeyring(
  clock: ReturnType<typeof manualClock> = manualClock(startMs),
  random: Random = systemRandom,
): { readonly keyring: Keyring; readonly files: KeyFiles; readonly clock: ReturnType<typeof manualClock> } {
  const kept = new Map<string, string>();
  const files: KeyFiles = { read: (name) => kept.get(name), write: (name, pem) => void kept.set(name, pem) };
  return { files, clock, keyring: openKeyring({ files, clock, random, name: 'Test issuer' }) };
}

/** Ids by a clock. */
export function testIds(clock: ReturnType<typeof manualClock>): () => string {
  const next = idSource(clock, systemRandom);
  return () => next();
}
