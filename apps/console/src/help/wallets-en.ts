import type { HelpTexts } from './help.ts';

/** What the screens of wallets, tills, campaigns and prepaid cards are for, by their path. */
export const walletHelp: HelpTexts = {
  '/wallets': {
    purpose: 'Your wallets of the simulated digital yuan: what is in them and what they may do.',
    steps: ['Choose a wallet.', 'Pay by a code, top up, or look at what came and went.'],
    words: [],
  },
  '/wallets/$number': {
    purpose: 'One wallet: its balance, what it may still pay today, its statement and sub-wallets.',
    steps: [
      'Pay, receive, top up or redeem by the large buttons.',
      'Search the statement by kind, day or amount, and save it as a file.',
      'Open a sub-wallet with limits of its own.',
    ],
    words: [],
  },
  '/wallets/$number/pay': {
    purpose: 'Pay a shop or a person.',
    steps: [
      'Scan the code, choose a picture of it, or type it.',
      'See who is paid and how much; choose vouchers.',
      'Confirm. Without an answer it is sent again as the same payment, never twice.',
    ],
    words: [],
  },
  '/wallets/$number/receive': {
    purpose: 'Your own code: others scan it and pay you.',
    steps: ['Let it be scanned, or send the text below it.', 'The amount is chosen by who pays.'],
    words: [],
  },
  '/wallets/$number/entries/$movement': {
    purpose: 'One movement of a wallet, and what of it went back.',
    steps: ['Show its number to the merchant for a refund.'],
    words: [],
  },
  '/till': {
    purpose: 'A shop’s till: take payments in digital yuan, see the day, give back.',
    steps: [
      'Type the amount and show the code; it turns green when it is paid.',
      'Look at today’s takings by the hour.',
      'Find an order and refund all or a part of it.',
      'Print the code for the counter.',
    ],
    words: [],
  },
  '/campaigns': {
    purpose: 'Red packets, discounts, vouchers and subsidies, and what you have got from them.',
    steps: ['Open a campaign.', 'Take part while it is open; afterwards look at what came of it.'],
    words: [],
  },
  '/campaigns/new': {
    purpose: 'Makes a campaign and pays its budget from your wallet.',
    steps: [
      'Choose the kind and what it gives.',
      'Set its times.',
      'Make it; of a lottery, commit your side next.',
    ],
    words: [],
  },
  '/campaigns/$id': {
    purpose: 'One campaign: what it gives, when, and what you have in it.',
    steps: ['Take part while it is open.', 'Keep your number: it stands among entries and winners.'],
    words: [],
  },
  '/campaigns/$id/proof': {
    purpose: 'Recomputes the outcome of a lottery or a rush in your browser.',
    steps: ['Press Recompute.', 'Each line says whether it agrees with what was published.'],
    words: [],
  },
  '/campaigns/$id/run': {
    purpose: 'How a campaign goes, where its money is, and what is to be done for it.',
    steps: [
      'Of a lottery, commit before it opens and reveal after it has closed.',
      'Review claims of a subsidy.',
    ],
    words: [],
  },
  '/cards': {
    purpose: 'Your prepaid cards: the money stays yours until you confirm a use.',
    steps: [
      'Buy a card that a merchant offers.',
      'Answer a merchant who asks, or open a card and show a code.',
    ],
    words: [],
  },
  '/cards/$id': {
    purpose: 'One prepaid card: what is used and left, and its rest given back.',
    steps: [
      'Confirm, decline or dispute what the merchant asks for.',
      'Show a code to use the card yourself.',
      'Get the rest back at any time: it is in your wallet at once.',
    ],
    words: [],
  },
  '/card-plans': {
    purpose: 'The prepaid cards of your shop: uses of today, cards sold, cards on offer.',
    steps: ['Type in the code that the customer shows.', 'Or find the card by its number and ask for a use.'],
    words: [],
  },
  '/card-plans/new': {
    purpose: 'Offers a prepaid card.',
    steps: [
      'Say what it costs and how many uses it has.',
      'Write the rules in plain words in both languages.',
      'Offer it.',
    ],
    words: [],
  },
  '/prepaid': {
    purpose: 'All prepaid money of the city, and merchants at risk by stated rules.',
    steps: [
      'Read who is at risk and by which figures.',
      'Stop a merchant’s sales, or declare its insolvency: every unspent use goes back.',
      'Save the table of merchants as a file.',
    ],
    words: [],
  },
};
