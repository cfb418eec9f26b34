import type { Bilingual } from '@finharbor/kernel/contract';
import { derivedId } from '../money/ids.ts';
import type { CampaignState, VoidReason } from './campaign-words.ts';
import type { Terms } from './terms.ts';

/** What stands in the evidence log of a campaign: the root of its entries or the head of its asks, and the proof. */
export type Logged = {
  readonly listRoot: string;
  readonly index: number;
  readonly proof: string;
};

/** A campaign, as it is kept. */
export type Campaign = {
  readonly id: string;
  readonly organiser: string;
  /** The bank whose people are the operator's side of a draw. */
  readonly operator: string;
  /** The wallet it is paid from and the rest returns to. */
  readonly wallet: string;
  readonly title: Bilingual;
  readonly about: Bilingual;
  readonly terms: Terms;
  readonly opensAtMs: number;
  readonly closesAtMs: number;
  /** Until when packets can be spent; what is left of them goes back then. */
  readonly packetsUntilMs: number;
  readonly state: CampaignState;
  readonly voidWhy: VoidReason | null;
  readonly logged: Logged | null;
  readonly revealByMs: number | null;
  readonly seed: string | null;
  readonly madeAtMs: number;
  readonly endedAtMs: number | null;
};

/** The party of the city: its bureau is one side of every draw. */
export const cityParty = 'hub';

/** Where a campaign's money waits. */
export function potOf(campaign: string): string {
  return derivedId('campaign pot', campaign);
}

/** The money of a discount, which anybody's payment at the merchant may take from. */
export function discountPurse(campaign: string): string {
  return derivedId('campaign discount', campaign);
}

/** The nth packet of a campaign. */
export function packetPurse(campaign: string, no: number): string {
  return derivedId('campaign packet', campaign, `${no}`);
}

/** How a campaign stands at a moment: whether people can take part depends on the clock alone. */
export function stateAt({ state, terms, opensAtMs, closesAtMs }: Campaign, nowMs: number): CampaignState {
  const isReady =
    state === 'committed' || state === 'open' || (state === 'draft' && terms.kind !== 'lottery');
  if (!isReady) return state;
  if (nowMs < opensAtMs) return state;
  return nowMs < closesAtMs ? 'open' : 'closed';
}
