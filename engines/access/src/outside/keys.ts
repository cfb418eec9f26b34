import type { Clock } from '@finharbor/kernel';
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';

const freshMs = 10 * 60_000;
const unknownEveryMs = 30_000;

/**
 * A provider's public keys, fetched when first needed and again when ten minutes old. A key id that is not among them has them fetched
 * anew, so that a rotation is noticed at once, but only once in thirty seconds: made-up key ids cost the provider no more than that.
 */
export function rotatingKeys(clock: Clock, fetchKeys: () => Promise<JSONWebKeySet>): JWTVerifyGetKey {
  let held: { readonly find: JWTVerifyGetKey; readonly sinceMs: number } | undefined;
  let pending: Promise<JWTVerifyGetKey> | undefined;
  let unknownAtMs = Number.NEGATIVE_INFINITY;
  const refetch = (): Promise<JWTVerifyGetKey> => {
    pending ??= fetchKeys()
      .then((keys) => {
        held = { find: createLocalJWKSet(keys), sinceMs: clock.nowMs() };
        return held.find;
      })
      .finally(() => {
        pending = undefined;
      });
    return pending;
  };
  return async (header, token) => {
    const isFresh = held !== undefined && clock.nowMs() - held.sinceMs < freshMs;
    const find = isFresh ? held!.find : await refetch();
    try {
      return await find(header, token);
    } catch (error) {
      const mayAsk = isFresh && clock.nowMs() - unknownAtMs >= unknownEveryMs;
      if (!(error instanceof errors.JWKSNoMatchingKey) || !mayAsk) throw error;
      unknownAtMs = clock.nowMs();
      return (await refetch())(header, token);
    }
  };
}
