import { bankHelp } from './bank-en.ts';
import { caseHelp } from './cases-en.ts';
import { credentialHelp } from './credentials-en.ts';
import { ethicsHelp } from './ethics-en.ts';
import { fundHelp } from './funds-en.ts';
import type { HelpTexts } from './help.ts';
import { pilotHelp } from './pilot-en.ts';
import { trustHelp } from './trust-en.ts';
import { walletHelp } from './wallets-en.ts';

const contract = [
  'Contract',
  'Who may compute what with which data, until when and how often; signed by all its sides.',
] as const;
const receipt = [
  'Receipt',
  'A signed record of one use of data. Anybody can check that nothing in it was changed.',
] as const;
const share = ['Share', 'A number that by itself says nothing about the value it is part of.'] as const;
const product = [
  'Data product',
  'What a party offers of its data: fields and their meaning, never rows.',
] as const;
const fingerprint = ['Fingerprint', 'A short form of a key that two people can read to each other.'] as const;

const proposal = [
  'Proposal',
  'The exact plan of one computation, signed by who wants it. It runs only after every provider has signed it, too.',
] as const;
const epsilon = [
  'ε (privacy budget)',
  'How much noisy figures may tell of any single firm, all together. The smaller, the less.',
] as const;

const debit = [
  'Debit, credit',
  'The two sides of every transfer: one account is debited and another credited with the same amount.',
] as const;
const pendingTransfer = [
  'Pending',
  'An amount that is set aside: it moves when it is posted, and is released when it is voided or its time is up.',
] as const;

/** What each screen is for, by its path. */
export const help: HelpTexts = {
  ...trustHelp,
  '/': {
    purpose: 'Where everything begins: what can be done here, and by whom.',
    steps: ['Choose who you are, or sign in.', 'Follow the entries of the navigation.'],
  },
  '/sign-in': {
    purpose: 'Sign in with the account you have at this process.',
    steps: ['Type login and password.', 'Without an account, ask your administrator for an invitation.'],
  },
  '/set-up': {
    purpose: 'Make the first account of a process that has none.',
    steps: [
      'Copy the one-time code from the terminal that started it.',
      'Choose a login and a password.',
      'Sign in.',
    ],
  },
  '/join': {
    purpose: 'Accept an invitation.',
    steps: ['Type the one-time code you were given.', 'Choose a password.', 'Sign in.'],
  },
  '/enter/$login': {
    purpose: 'Become somebody of the demonstration.',
    steps: ['Wait a moment: the person’s first screen opens by itself.'],
  },
  '/accounts': {
    purpose: 'Everybody who can sign in here.',
    steps: [
      'Invite somebody: name, login and roles; give the code to the person alone.',
      'End an account: the person is signed out at once. What was signed stays valid.',
    ],
    words: [['Role', 'What a person may do. One person can have several.']],
  },
  '/me': {
    purpose: 'Who you are here, and your password.',
    steps: ['Type the old and the new password.', 'All your sessions end; sign in again.'],
  },
  '/design': {
    purpose: 'Every component of the console in every state, for who builds screens.',
    steps: [
      'Choose a section.',
      'Look at it in both languages, both themes, with large type and high contrast.',
    ],
  },
  '/design/long-table': {
    purpose: 'A table of a hundred thousand made-up rows.',
    steps: [
      'Fill in filters and press Search; Reset clears them.',
      'In the table, arrow keys go from cell to cell; Ctrl with Home or End to its ends; Tab leaves it.',
      'Choose rows to do something with all of them; save what is in sight as a file.',
    ],
  },
  '/overview': {
    purpose: 'How the harbor, or this party, is doing.',
    steps: ['Read the figures.', 'Follow a link to what is behind one.'],
    words: [product, receipt],
  },
  '/catalogue': {
    purpose: 'Everything that parties offer of their data.',
    steps: [
      'Search by words, pinyin or its initials, and narrow down beside the list; what is suspended or withdrawn is shown once its state is ticked.',
      'Open a product to see its fields and whom to ask, or tick some to compare them.',
    ],
    words: [product],
  },
  '/catalogue/compare': {
    purpose: 'Two to four products side by side.',
    steps: ['Tick products in the catalogue.', 'Read along a line what each of them offers.'],
    words: [product],
  },
  '/catalogue/$id': {
    purpose: 'One data product: its fields, its owner, what it may be used for.',
    steps: ['Read what the fields mean.', 'Ask for a contract if you need it.'],
    words: [product, contract],
  },
  '/verify': {
    purpose: 'Check a receipt here in the page, without trusting anybody’s server.',
    steps: ['Choose the receipt’s file.', 'Read whether it holds, and if not, why.'],
    words: [receipt],
  },
  '/enrolments': {
    purpose: 'Organisations that ask to join the harbor.',
    steps: [
      'Compare the fingerprint with what the organisation tells you by another way.',
      'Admit or refuse.',
      'Verify a firm by the code on its licence; not one you invited yourself.',
    ],
    words: [fingerprint],
  },
  '/contracts': {
    purpose: 'All contracts this party is a side of.',
    steps: [
      'Look for those that say “your turn”.',
      'Open one to approve, refuse or end it.',
      'Choose several that you have read to decide them together.',
    ],
    words: [contract],
  },
  '/contracts/new': {
    purpose: 'Ask for a contract.',
    steps: [
      'Choose what is to be computed and with which products.',
      'State the purpose.',
      'Sign and send it; the other sides decide.',
    ],
    words: [contract, product],
  },
  '/contracts/$id': {
    purpose: 'One contract: its sides, its terms, what has happened.',
    steps: [
      'Read the terms.',
      'Approve, refuse or answer with other terms when it is your turn.',
      'Start what it allows: a computation, or the delivery of its rows.',
    ],
    words: [contract],
  },
  '/contracts/$id/counter': {
    purpose: 'Answer a contract with the terms under which you would agree.',
    steps: [
      'Change what you want otherwise; what was asked for stays in sight.',
      'Say why.',
      'Sign; the consumer accepts, answers again or declines.',
    ],
    words: [contract],
  },
  '/proposals': {
    purpose: 'Computations that were proposed, and where each of them stands.',
    steps: [
      'Filter for those that wait for you.',
      'Open one to read what each side will learn.',
      'Design a new one.',
    ],
    words: [proposal],
  },
  '/proposals/new': {
    purpose: 'Design a computation and see what it would tell whom.',
    steps: [
      'Choose the contract and your own data set.',
      'Choose what each side gets, or the columns and statistics.',
      'Read what each side will learn.',
      'Sign and ask for approval.',
    ],
    words: [proposal, epsilon],
  },
  '/proposals/$id': {
    purpose: 'One computation: what each side learns, who approved it, what ran.',
    steps: [
      'Read what each side will learn.',
      'Approve or decline when it is your turn.',
      'Run it once all have approved.',
    ],
    words: [proposal, ['Digest', 'A short form of the plan that changes with any letter of it.'], epsilon],
  },
  '/data-uses': {
    purpose: 'Who used your party’s data, for what, and how often.',
    steps: ['Choose by what uses are counted.', 'Narrow down, and open a job or its receipt.'],
    words: [contract, receipt],
  },
  '/jobs': {
    purpose: 'Everything that was computed with this party.',
    steps: [
      'Open a job to follow it or to read its result.',
      'Choose several that run to cancel them together.',
    ],
    words: [['Job', 'One computation under one contract.']],
  },
  '/jobs/new': {
    purpose: 'Start a training under a contract.',
    steps: ['Choose the contract.', 'Choose the columns.', 'Start; every side computes on its own machine.'],
    words: [contract, share],
  },
  '/jobs/$id': {
    purpose: 'One job: how far it is, and what came of it.',
    steps: [
      'Follow the stages.',
      'Compare the models, or save the rows, when it is done.',
      'Run it again if it failed.',
    ],
    words: [
      share,
      ['AUC', 'How well a model tells good from bad payers: 0.5 is chance, 1 is perfect.'],
      ['Transfer', 'What a job is among connectors: one under the agreement on each product.'],
    ],
  },
  '/assumption': {
    purpose: 'The one thing that has to be believed and cannot be proven.',
    steps: ['Read the sentence.', 'Accept it for this party before its first contract.'],
  },
  '/receipts': {
    purpose: 'A receipt for every use of data with this party.',
    steps: [
      'Open a receipt to check it.',
      'Save it as a file to give it to somebody.',
      'Choose several to check and export them together.',
    ],
    words: [receipt],
  },
  '/receipts/$id': {
    purpose: 'One receipt, checked in this page.',
    steps: ['Read whether it holds.', 'Save it as a file.'],
    words: [receipt],
  },
  '/peers': {
    purpose: 'The other parties this one knows, and their keys.',
    steps: ['Compare fingerprints by telephone when a key is new.', 'Ask for the enrolment of this party.'],
    words: [fingerprint],
  },
  '/firm': {
    purpose: 'The firm’s key: it signs every consent.',
    steps: [
      'Make the key on this device.',
      'Read its fingerprint out to the registrar.',
      'When it is vouched for, you can sign.',
    ],
    words: [fingerprint, ['Vouch', 'A registrar confirms that a key belongs to a firm.']],
  },
  '/my-data': {
    purpose: 'Which data of your firm are where, by whose consent they are used, and for what.',
    steps: ['See what you consented to, and what was used under it.', 'Withdraw, where you no longer agree.'],
    words: [receipt],
  },
  '/my-uses': {
    purpose: 'Every use of your firm’s data, and your consents.',
    steps: ['See who used what and when.', 'Withdraw a consent: nothing more is used from then on.'],
    words: [['Consent', 'Your signed permission for one use, which you can withdraw.'], receipt],
  },
  '/firm-keys': {
    purpose: 'Firms that ask you to vouch for their key.',
    steps: [
      'Call the firm and check its business licence.',
      'Type the end of the fingerprint it reads out.',
      'Vouch.',
    ],
    words: [fingerprint],
  },
  '/datasets': {
    purpose: 'The rows this party has loaded; they never leave its machine.',
    steps: ['Load a new data set, or open one.'],
    words: [['Data set', 'Rows of one kind, as one table.'], product],
  },
  '/datasets/new': {
    purpose: 'Make a data set from a file.',
    steps: ['Choose the file.', 'Say what its columns mean.', 'Load it.'],
  },
  '/datasets/$id': {
    purpose: 'One data set: its columns, its loads, what is published of it.',
    steps: ['Load more rows.', 'Publish it as a product.'],
    words: [product],
  },
  '/datasets/$id/load': {
    purpose: 'Load rows into a data set.',
    steps: [
      'Choose a CSV file.',
      'Check what was found: faults are named by line.',
      'Load; it goes on if the connection breaks.',
    ],
  },
  '/datasets/$id/publish': {
    purpose: 'Offer a data set in the catalogue.',
    steps: [
      'Choose the fields and describe each.',
      'Class the product, so that the catalogue’s filters find it.',
      'Publish; others see fields. Rows leave only if you offer them as a file, and under a contract.',
    ],
    words: [product],
  },
  ...walletHelp,
  ...bankHelp,
  ...ethicsHelp,
  ...pilotHelp,
  ...fundHelp,
  '/ledger': {
    purpose:
      'All money of the harbor: accounts, transfers, whether the books balance, and how busy the ledger is.',
    steps: [
      'Search accounts or transfers, and open one.',
      'Look at the trial balance, now or at the end of a day; print it or save it.',
    ],
    words: [debit, pendingTransfer],
  },
  '/ledger/accounts/new': {
    purpose: 'Open an account in one unit, for one party.',
    steps: [
      'Name it in both languages.',
      'Choose unit and kind, and whether it may be overdrawn.',
      'Open it.',
    ],
    words: [debit],
  },
  '/ledger/accounts/$id': {
    purpose: 'How one account stands, why, and how it stood before.',
    steps: [
      'Follow the steps of the picture: each is an entry.',
      'Look at what is set aside, and until when.',
      'Ask for a past moment; save the entries as a file.',
    ],
    words: [debit, pendingTransfer],
  },
  '/ledger/transfers/new': {
    purpose: 'Move an amount from one account to another, or set it aside first.',
    steps: [
      'Choose both accounts.',
      'Type the amount in their unit.',
      'Send it once: a second press changes nothing.',
    ],
    words: [debit, pendingTransfer],
  },
  '/ledger/transfers/$id': {
    purpose: 'One transfer: its sides, its chain, and what became of it.',
    steps: ['Read what happened, in its order.', 'Post or void it while it is pending.'],
    words: [pendingTransfer],
  },
  '/oversight': {
    purpose: 'Who computed what with whose data, for who oversees the harbor.',
    steps: ['Choose contracts, jobs or refusals.', 'Search, and open one.'],
    words: [contract, receipt],
  },
  '/exchange': {
    purpose:
      'The exchange as a whole: what is offered, used and paid, on whom it depends, and why uses are refused.',
    steps: [
      'Read the charts, or have them as tables.',
      'Press a figure or the first cell of a line for the list behind it; tables can be saved as CSV.',
      'See which connectors’ catalogues the hub has read, and why one failed.',
    ],
    words: [contract],
  },
  '/oversight/contracts/$id': {
    purpose: 'One contract as its overseer sees it.',
    steps: ['Read sides, terms and history.'],
    words: [contract],
  },
  '/oversight/jobs/$id': {
    purpose: 'One job as its overseer sees it: sides, times and receipts, no data.',
    steps: ['Read who took part.', 'Compare what the sides reported.'],
    words: [receipt],
  },
  '/loan-products': {
    purpose: 'The loans this bank offers.',
    steps: ['Publish a loan.', 'Read the rule of one that is in force.'],
  },
  '/loan-products/new': {
    purpose: 'Publish a loan with the rule that decides on it.',
    steps: [
      'Choose the scoring contract and the model.',
      'Set amounts, rate and the least score.',
      'Publish.',
    ],
    words: [['Rule', 'What score leads to an offer, and on which terms.']],
  },
  '/applications': {
    purpose: 'Firms that have applied for a loan.',
    steps: ['Open an application to see its score, its decision and the reasons.'],
  },
  '/applications/$id': {
    purpose: 'One application: what the firm stated, its score, the decision.',
    steps: ['Read the reasons.', 'Follow the receipt of the score.'],
    words: [receipt],
  },
  '/loans': {
    purpose: 'Loans your firm can apply for.',
    steps: ['Compare amounts and rates.', 'Apply; you need a key that is vouched for.'],
  },
  '/loans/$lender/$id/apply': {
    purpose: 'Apply for a loan.',
    steps: [
      'Say how much.',
      'State what is asked about your firm.',
      'Read and give the consent.',
      'Sign and send.',
    ],
    words: [['Consent', 'Your signed permission for one use, which you can withdraw.']],
  },
  '/my-applications': {
    purpose: 'Your applications and what came of them.',
    steps: ['Open one to read the decision and its reasons.'],
  },
  '/decisions/$lender/$id': {
    purpose: 'The decision on your application.',
    steps: ['Read the offer or the refusal, and why.', 'Keep the receipt.'],
    words: [receipt],
  },
  '/audit': {
    purpose: 'Who did what at this process, who was refused, and who read what belongs to others.',
    steps: [
      'Narrow it by action, outcome, object and days, and press Search; the address keeps what you chose.',
      'Export everything that fits, or show older events.',
      'Check the whole trail: it is recomputed and compared with every seal.',
    ],
    words: [['Seal', 'A hash over all events so far, written into the log that other parties co-sign.']],
  },
  '/history/$object': {
    purpose: 'What people did with this one thing.',
    steps: ['Read from the top: the latest comes first.'],
  },
  '/policy': {
    purpose: 'Everything that can be done at this process, by whom, and why you may or may not.',
    steps: ['Look for an action or an address.', 'Show only what you may do.'],
  },
  '/break-glass': {
    purpose: 'Open the emergency account when nobody else can act.',
    steps: [
      'Run finharbor break-glass at the machine and give a reason.',
      'Type the code it shows, within fifteen minutes.',
      'Do what has to be done: it ends by itself within the hour, and everybody sees it.',
    ],
  },
  '/inbox': {
    purpose: 'What waits for you, and what has happened.',
    steps: [
      'Open a notice to get to where something is to be done.',
      'Mark it done, or let it come back later.',
      'Choose in the settings what is also sent by mail or to a program.',
    ],
  },
  '/privacy': {
    purpose: 'Which personal data this process keeps, why, on what ground and for how long.',
    steps: ['Look for a field.', 'Your own data you can see and take along at My account.'],
  },
  '/personal-data': {
    purpose:
      'Profiles of people with an account, their wishes to be erased, and the keys their data is sealed with.',
    steps: [
      'Reveal a value only with a reason: the person sees that you did.',
      'Confirm an erasure; you get a certificate of what went and what stays.',
      'Rotate the keys from time to time.',
    ],
  },
  '/recover': {
    purpose: 'Get back into an account whose password or second factor is lost.',
    steps: ['Ask an administrator for a one-time code.', 'Type it and choose a new password.'],
  },
  '/own-products': {
    purpose: 'Your party’s data products, from draft to withdrawn.',
    steps: [
      'See what state each is in and what is to be done next.',
      'Open one to register its rights, load it anew, or suspend it.',
    ],
  },
  '/own-products/$id': {
    purpose: 'One product of your party: its rights, review, versions, quality and value.',
    steps: [
      'Do the step that is named as the next one.',
      'Have its quality described, choose samples, and reckon what it is worth.',
    ],
  },
  '/rights-queue': {
    purpose: 'Registrations, objections and reviews that wait for the registry.',
    steps: ['Open the oldest first.', 'Nobody decides about a product of their own party.'],
  },
  '/rights-queue/$id': {
    purpose: 'One registration, objection or review to be decided.',
    steps: ['Go through the points and say what is missing.', 'Sign the decision; its holder is told.'],
  },
  '/rights/$id': {
    purpose: 'A certificate of data rights, for anybody to check.',
    steps: ['Compare holder, right and validity.', 'Save it on paper; its code leads back here.'],
  },
  '/transfers': {
    purpose: 'Contracts whose data would leave the mainland.',
    steps: ['Open one that has not been assessed.'],
  },
  '/transfers/$id': {
    purpose: 'One transfer of data out of the mainland: where to, under which rule, and what was found.',
    steps: ['Read what applies and why.', 'Assess it before the contract is approved.'],
  },
  '/transfers/$id/assess': {
    purpose: 'The self-assessment before data leaves the mainland.',
    steps: [
      'State what is transferred and about how many persons.',
      'Read which path follows, with its source, and sign.',
    ],
  },
  '/settlement': {
    purpose: 'What uses of data have cost and brought your party.',
    steps: ['Open a month’s statement.', 'Pay in by bank, or ask to be paid out.'],
  },
  '/settlement/$month': {
    purpose: 'One month’s statement, line by line.',
    steps: [
      'Check that log and ledger confirm each line.',
      'Dispute a line that is wrong.',
      'Save it as PDF or CSV.',
    ],
  },
  '/disputes': {
    purpose: 'Disputes about single lines of statements.',
    steps: ['Answer those of others within the days given.', 'Open the receipts that prove your side.'],
  },
  '/disputes/new': {
    purpose: 'Dispute one line of a statement.',
    steps: ['Choose why, and say it in words.', 'The line is held until it is decided.'],
  },
  '/disputes/$id': {
    purpose: 'One dispute: who said what, and how it was decided.',
    steps: ['Open a receipt to prove your side.', 'What is awarded is booked by itself.'],
  },
  '/earnings': {
    purpose: 'What your party’s data has earned.',
    steps: ['Compare months, products and consumers.'],
  },
  '/settlements': {
    purpose: 'The accounts of all parties of the exchange.',
    steps: ['Record money paid in and payouts sent.', 'Open a party’s statements.'],
  },
  '/settlements/$party': {
    purpose: 'One party’s account and statements.',
    steps: ['Open a month.'],
  },
  '/settlements/$party/$month': {
    purpose: 'One party’s statement of a month.',
    steps: ['Check that log and ledger confirm each line.'],
  },
  '/arbitration': {
    purpose: 'Disputes of all parties, for whoever decides them.',
    steps: ['Open those whose answer is there or overdue.'],
  },
  '/arbitration/$id': {
    purpose: 'One dispute to be decided on the receipts.',
    steps: [
      'Read both sides and the receipts they opened.',
      'Award: dismissed, corrected or refunded, with the reason.',
    ],
  },
  ...caseHelp,
  ...credentialHelp,
};
