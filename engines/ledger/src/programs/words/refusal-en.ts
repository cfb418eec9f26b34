import type { RefusalWords } from './refusal-words.ts';

export const refusalsEn: RefusalWords = {
  unmet: (subject) => `${subject}: not possible now, because this is not so:`,
  wrong_kind: () => 'This cannot happen to this kind of money.',
  not_held: () => 'No money is set aside for this.',
  already_held: () => 'The money for this is set aside already.',
  over: ({ stage }) => overEn[stage],
  too_late: ({ endMs }, voice) => `Too late: this ended on ${voice.instant(endMs)}.`,
  not_yet_over: ({ endMs }, voice) =>
    endMs === null ? 'This has no end.' : `Too early: this does not end before ${voice.instant(endMs)}.`,
  unknown: ({ what, name }) => `The rules know no ${whatEn[what]} “${name}”.`,
  not_yours: ({ allowed }, voice) => `Only ${voice.people(allowed, 'or')} can do this.`,
  used_up: ({ times }) =>
    `It has been paid ${times === 1 ? 'once' : `${times} times`}, and not more often than that.`,
  had_before: () => 'You have had it; everyone gets it once.',
  wrong_payee: ({ allowed }, voice) => `It can only be paid to ${voice.people(allowed, 'or')}.`,
  no_account: () => 'The account to be paid is missing.',
  missing: ({ field }) => `Please say ${fieldEn[field]}.`,
  not_enough: ({ needed, rest }, voice) =>
    `It takes ${voice.money(needed)}, and ${voice.money(rest)} is left.`,
  no_refund: () => 'The rest cannot be asked back before the end.',
  legs_missing: ({ payers }, voice) => `Not yet set aside is the part of ${voice.people(payers, 'and')}.`,
  all_held: () => 'All parts are there: none can be taken back any more.',
  id_taken: () => 'This event’s id was used for something else.',
};

const overEn = {
  spent: 'All of the money has been paid out.',
  refunded: 'The rest of the money went back on request.',
  expired: 'The rest of the money went back at the end.',
  settled: 'The exchange has been carried out.',
  withdrawn: 'The exchange is off.',
} as const;
const whatEn = { release: 'payment', leg: 'part', milestone: 'milestone', approval: 'approval of' } as const;
const fieldEn = {
  payee: 'to whom it is to be paid',
  amount: 'how much is to be paid',
  price: 'what the price is',
} as const;
