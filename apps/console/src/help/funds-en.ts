import type { HelpTexts } from './help.ts';

/** Help of the screens of special funds, bills and supply chains. */
export const fundHelp: HelpTexts = {
  '/funds': {
    purpose: 'Programmes of special funds: what each has, has paid and keeps waiting.',
    steps: ['Open a programme, or make one as the bureau.'],
    words: [],
  },
  '/funds/new': {
    purpose: 'Makes a programme: its purpose, its days and what it rests on.',
    steps: [
      'Choose what the money may be spent on.',
      'Give the days, then make it; money is put in afterwards.',
    ],
    words: [],
  },
  '/funds/$id': {
    purpose: 'One programme: its money, its batches and where firms spent it.',
    steps: [
      'Put money in from its wallet.',
      'Upload a file of payments; somebody else approves it.',
      'See by sort of merchant what was spent.',
    ],
    words: [],
  },
  '/fund-batches/$id': {
    purpose: 'One batch of payments, from its file to its report.',
    steps: [
      'Look at the findings, line by line.',
      'Approve it if somebody else has made it.',
      'Watch it run; the rest can be cancelled between chunks.',
      'Save what became of each payment.',
    ],
    words: [],
  },
  '/grants': {
    purpose: 'Money of the city for your firm.',
    steps: [
      'Open a wallet in time where money waits.',
      'Spend what has a purpose at merchants it allows: it is offered when you pay.',
    ],
    words: [],
  },
  '/bills': {
    purpose: 'Bills of public offices: find, pay once, get a receipt.',
    steps: [
      'Type the 20 digits of a bill, or watch an account.',
      'Pay it from a wallet; the receipt has a number that anybody can verify.',
    ],
    words: [],
  },
  '/receipts/$number': {
    purpose: 'A receipt that anybody who has its number can verify.',
    steps: ['Compare the sums.', 'The signature is the hub’s; its text and key stand below.'],
    words: [],
  },
  '/bill-office': {
    purpose: 'What an office publishes and is paid.',
    steps: [
      'Publish a bill; cancel one that is not paid.',
      'Hold a day against the ledger, and save it as CSV or camt.054.',
    ],
    words: [],
  },
  '/chain-orders': {
    purpose: 'Orders that one payment settles through all tiers of a supply chain.',
    steps: ['Open an order, or begin one as its buyer.'],
    words: [],
  },
  '/chain-orders/$id': {
    purpose: 'Your own legs of an order.',
    steps: [
      'Propose what you pass on to your suppliers.',
      'Agree to what is paid to you once they have agreed.',
      'As the buyer, pay all tiers at once.',
    ],
    words: [],
  },
};
