/** How a campaign stands, as it is kept. */
export const campaignStates = ['draft', 'committed', 'open', 'closed', 'drawn', 'over', 'void'] as const;
/** One of them. */
export type CampaignState = (typeof campaignStates)[number];

/** Why a campaign came to nothing: all of its money went back. */
export const voidReasons = [
  'cancelled',
  'not_funded',
  'not_committed',
  'operator_not_revealed',
  'bureau_not_revealed',
  'both_not_revealed',
  'operator_broke_word',
  'bureau_broke_word',
  'entry_twice',
] as const;
/** One of them. */
export type VoidReason = (typeof voidReasons)[number];
