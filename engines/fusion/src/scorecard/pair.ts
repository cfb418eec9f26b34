import type { Channel } from '@finharbor/link';
import type { Mesh } from '../mesh.ts';
import { type PairHalf, type PairWalk, pairHalf } from '../regression/pair.ts';
import { agreedShape } from './handshake.ts';
import { type Plan, planDigest } from './plan.ts';
import type { PartyOptions } from './session.ts';

/** This party's half of a dealer, where the plan has none: `channel` is then a second one to the other party. */
export function halfOf(
  { parties, self }: Mesh,
  channel: Channel,
  { plan, clock }: PartyOptions & { readonly plan: Plan },
): PairHalf | undefined {
  return plan.dealer === 'none' ? pairHalf({ parties, self, channel, clock }) : undefined;
}

/** What both halves of a dealer compare before they make anything. */
export function meeting(plan: Plan, session: string): Pick<PairWalk, 'purpose' | 'agree'> {
  return {
    purpose: planDigest(plan, session),
    agree: (roster) => agreedShape(roster, { plan, session }),
  };
}
