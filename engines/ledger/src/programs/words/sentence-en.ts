import type { SentenceWords } from './sentence-words.ts';

export const sentencesEn: SentenceWords = {
  purpose: (title) => `What the money is for: ${title}.`,
  owner: (owner, amount, isHeld) =>
    `${owner} ${isHeld ? 'has set' : 'is to set'} ${amount} aside for it. It stays the money of ${owner} until it is paid out by these rules.`,
  release: (title, pays, to) => `${title}: ${pays}, to ${to}, if all of this is so:`,
  condition: (clause) => `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.`,
  slices: (amounts) => {
    const [first] = amounts;
    if (amounts.length === 1) return `one payment of ${first}`;
    return amounts.every((amount) => amount === first)
      ? `${amounts.length} payments of ${first} each`
      : `${amounts.length} payments, in this order: ${amounts.join(', ')}`;
  },
  asked: (times) => `the amount asked for, ${atMost(times)}`,
  share: (share, most, times) => `${share} of the price but no more than ${most}, ${atMost(times)}`,
  payee: {
    named: (names) => names,
    asker: () => 'whoever asks',
    merchant: () => 'the merchant',
  },
  oncePerAsker: 'once for each who asks',
  fee: (to, { fixed, share }) => {
    const parts = [fixed, share && `${share} of the payment`].filter((part) => part !== undefined);
    return `On top of each payment, ${to} gets ${parts.join(' and ')} as a fee out of the same money.`;
  },
  refund: 'The rest can be asked back before the end, if all of this is so:',
  noRefund: 'The rest cannot be asked back before the end.',
  ends: ({ moment, isDay }, owner) =>
    `${isDay ? 'After' : 'At'} ${moment}, whatever is left goes back to ${owner} by itself.`,
  endless: 'There is no end: what is left stays set aside until it is paid out or asked back.',
  paid: (title, times, amount) => `Paid so far for “${title}”: ${amount}, in ${count(times, 'payment')}.`,
  confirmed: (milestone, by) => `“${milestone}” has been confirmed by ${by}.`,
  approved: (of, by) => `“${of}” has been approved by ${by}.`,
  subject: { refund: 'Refund of the rest', settlement: 'Settlement' },
  escrowStage: {
    planned: (amount) => `Nothing is set aside yet; ${amount} is to be.`,
    held: (amount) => `${amount} is left.`,
    spent: () => 'All of it has been paid out.',
    refunded: (amount, owner) => `The rest, ${amount}, went back to ${owner} on request.`,
    expired: (amount, owner) => `The rest, ${amount}, went back to ${owner} at the end.`,
  },
  leg: (from, to, amount) => `${from} pays ${amount} to ${to}.`,
  together: 'All of these payments are carried out together, or none of them is.',
  settlement: {
    conditional: 'They are carried out once everyone has set their part aside, if all of this is so:',
    free: 'They are carried out once everyone has set their part aside.',
  },
  withdrawal:
    'Until all parts are there, everyone can take back their own; then the exchange is off and all get theirs back.',
  exchangeEnds: ({ moment, isDay }) =>
    `If they have not been carried out ${isDay ? 'by the end of' : 'before'} ${moment}, what was set aside goes back by itself.`,
  held: (from, amount) => `${from} has set ${amount} aside.`,
  missing: (from, amount) => `${from} has not yet set ${amount} aside.`,
  exchangeStage: {
    settled: 'All payments have been carried out.',
    withdrawn: 'Somebody took their part back: the exchange is off and all got theirs back.',
    expired: 'The end came first: all got their part back.',
  },
  zone: (zone) => `Days and times of day are in ${zone}.`,
};

function atMost(times: number): string {
  return times === 1 ? 'once' : `at most ${times} times`;
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
