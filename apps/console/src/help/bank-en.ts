import type { HelpTexts } from './help.ts';

/** What the screens between wallets and bank accounts are for, by their path. */
export const bankHelp: HelpTexts = {
  '/wallets/$number/top-up': {
    purpose: 'Move money of your bank account into a wallet.',
    steps: [
      'Choose a linked account and an amount.',
      'Watch it arrive; where the wallet is full, it goes back.',
    ],
    words: [],
  },
  '/wallets/$number/redeem': {
    purpose: 'Move money of a wallet to your bank account.',
    steps: [
      'Choose a linked account and an amount.',
      'Watch it arrive; where the bank rejects it, it stays yours.',
    ],
    words: [],
  },
  '/wallets/$number/accounts': {
    purpose: 'The bank accounts of a wallet, its statements, and a shop’s automatic settlement.',
    steps: ['Link one of your accounts.', 'Save the statement of a day.'],
    words: [],
  },
  '/wallet-bank': {
    purpose: 'The day of a bank that opens wallets: whether wallets and bank account agree.',
    steps: [
      'Choose a day and look at the differences, if there are any.',
      'Look at what is under way and why a return waits, and at the messages with the bank.',
    ],
    words: [],
  },
  '/wallet-bank/messages/$no': {
    purpose: 'One ISO 20022 message between the operator and the bank.',
    steps: ['Read or save it.', 'Deliver it again where an answer seems lost: nothing comes about twice.'],
    words: [],
  },
};
