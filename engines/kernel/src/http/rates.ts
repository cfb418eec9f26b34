import type { Clock } from '../clock.ts';
import { FinharborError } from '../errors.ts';
import type { Random } from '../random.ts';
import { sha256 } from '../sha256.ts';
import { addressGroup } from './address-group.ts';

/** So many at once, and one more after each `everyMs`. */
export type Rate = { readonly burst: number; readonly everyMs: number };

/** Counts one more from a network address. Errors: `request.too_many` with the time after which it may come again; then it was not counted. */
export type RateLimit = (address: string) => void;

/** So many addresses are remembered at most: who was not there for longest is forgotten, and bounded still by what is taken of everybody. */
const mostAddresses = 20_000;

/**
 * Bounds what comes from one network address (the first 64 bits of an IPv6 address) and from all of them. Of an address only a hash under a salt of
 * this process is held, in memory, until it may do everything again. Each process counts for itself.
 */
export function rateLimit(
  { clock, random }: { readonly clock: Clock; readonly random: Random },
  { address: perAddress, all }: { readonly address: Rate; readonly all: Rate },
): RateLimit {
  const salt = random.bytes(32);
  // When each will be as if it had never come.
  const freshAt = new Map<string, number>();
  let allFreshAt = 0;
  return (address) => {
    const nowMs = clock.nowMs();
    const group = sha256(salt, addressGroup(address) ?? 'unknown').toBase64();
    const next = after({ freshMs: freshAt.get(group) ?? 0, nowMs }, perAddress);
    const nextOfAll = after({ freshMs: allFreshAt, nowMs }, all);
    allFreshAt = nextOfAll;
    freshAt.delete(group);
    freshAt.set(group, next);
    for (const [oldest, freshMs] of freshAt) {
      if (freshMs > nowMs && freshAt.size <= mostAddresses) break;
      freshAt.delete(oldest);
    }
  };
}

/** When it will be as if it had never come, with one more (the generic cell rate algorithm, ITU-T I.371). */
function after(
  { freshMs, nowMs }: { readonly freshMs: number; readonly nowMs: number },
  { burst, everyMs }: Rate,
): number {
  // Further ahead it is never counted: the clock was put back.
  const begun = freshMs - nowMs > burst * everyMs ? nowMs : Math.max(freshMs, nowMs);
  const waitMs = begun - nowMs - (burst - 1) * everyMs;
  if (waitMs <= 0) return begun + everyMs;
  throw new FinharborError({
    code: 'request.too_many',
    publicMessage:
      'Many have come from this network, or from everywhere. Wait and try again. 请求过多，请稍后再试。',
    retryAfterMs: waitMs,
  });
}
