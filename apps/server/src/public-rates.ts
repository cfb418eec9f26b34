import { type Clock, systemRandom } from '@finharbor/kernel';
import { type RateLimit, rateLimit } from '@finharbor/kernel/http';

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
/** What anybody may write without an account, from one address and from all of them. */
const writing = {
  address: { burst: 10, everyMs: 2 * minuteMs },
  all: { burst: 300, everyMs: 2 * secondMs },
};
/** How often complaints may be asked after. */
const following = {
  address: { burst: 20, everyMs: 30 * secondMs },
  all: { burst: 600, everyMs: secondMs },
};

/** How much of what anybody may send is taken, by all systems of a process together. */
export type PublicRates = { readonly write: RateLimit; readonly follow: RateLimit };

/** Counts it from now on. */
export function publicRates(clock: Clock): PublicRates {
  const limited = { clock, random: systemRandom };
  return { write: rateLimit(limited, writing), follow: rateLimit(limited, following) };
}
