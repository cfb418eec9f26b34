/** How a card came to its end. */
export const endings = ['used', 'refunded', 'withdrawn', 'expired', 'insolvency'] as const;
/** One of them. */
export type Ending = (typeof endings)[number];

/** How an ask stands; confirmed by both sides it is released as soon as the ledger has it. */
export const askStates = ['asked', 'confirmed', 'released', 'declined', 'disputed', 'lapsed'] as const;
/** One of them. */
export type AskState = (typeof askStates)[number];

/** Why a consumer disputes an ask. */
export const disputeReasons = ['not_delivered', 'not_as_agreed', 'unknown', 'other'] as const;
/** One of them. */
export type DisputeReason = (typeof disputeReasons)[number];

/** The most slices a card has. */
export const mostSlices = 200;
