import type { HelpTexts } from './help.ts';

/** What the screens of tiers, lawful requests and the bureau's monitor are for. */
export const trustHelp: HelpTexts = {
  '/register': {
    purpose: 'Make an account of your own.',
    steps: [
      'Choose a login and a password.',
      'Type your telephone number.',
      'Sign in; a wallet is opened with a press.',
    ],
    words: [],
  },
  '/known-of-me': {
    purpose:
      'Your wallets’ tiers, what each bank sees of you by them, and which authority was told something by law.',
    steps: [
      'Ask for another tier: up for higher limits, down to be known less.',
      'Look why a tier fell: the document or bank account it rested on is gone. What is in the wallet stays yours.',
      'Read what your bank sees.',
      'Look who has asked by law, once the embargo is over.',
    ],
    words: [],
  },
  '/customers': {
    purpose: 'A bank’s customers as their tiers show them, and what waits for the bank’s word.',
    steps: [
      'Look at customers.',
      'Confirm or refuse changes of tiers.',
      'Check lawful requests; a colleague confirms.',
      'Freeze a wallet by an authority’s order, and end the order.',
    ],
    words: [],
  },
  '/lawful-requests': {
    purpose: 'Requests by authorities who is behind a wallet or a payment.',
    steps: [
      'Ask, for a named authority and by law.',
      'Wait for two people’s word.',
      'Open the answer; each opening is written down.',
    ],
    words: [],
  },
  '/lawful-requests/new': {
    purpose: 'Ask by law who is behind a wallet or a payment.',
    steps: [
      'Name the authority, the law and the document.',
      'Ask for no more than is needed.',
      'Send it to the wallet’s bank.',
    ],
    words: [],
  },
  '/lawful-requests/$id': {
    purpose: 'One lawful request and what comes next of it.',
    steps: [
      'Read what is asked and on what ground.',
      'Check, confirm or refuse, if it is your turn.',
      'The asker opens the answer.',
    ],
    words: [],
  },
  '/transparency': {
    purpose: 'How many lawful requests there were, by month and article.',
    steps: ['Read the table, or save it as a file.'],
    words: [],
  },
  '/yuan-monitor': {
    purpose: 'The simulated digital yuan at a glance: where the money is and what moves today.',
    steps: [
      'See that the books add up.',
      'Look at payments by hour and category, and at refusals.',
      'Save tables as files.',
    ],
    words: [],
  },
};
