import type { HelpTexts } from './help.ts';

/** Help of the screens of the ethics committee. */
export const ethicsHelp: HelpTexts = {
  '/ethics': {
    purpose: 'Who sits on the ethics committee, when it meets, what it decided, how firms are rated.',
    steps: [
      'Choose committee, sessions, opinions or firms.',
      'Open an opinion or a firm.',
      'Save the annual report.',
    ],
  },
  '/ethics/board': {
    purpose: 'Products under ethics review, by the stage of their life.',
    steps: ['Open a case: its steps are done there.'],
  },
  '/ethics/declaration': {
    purpose: 'The declaration of nine articles and who has signed it.',
    steps: ['Read it.', 'As a firm’s owner: sign it with the key this browser keeps for your firm.'],
  },
  '/ethics/firms/$uscc': {
    purpose: 'What is on file of a firm’s ethics, and what its rating is made of.',
    steps: ['See what counts and how much.', 'Open the opinions and breaches behind it.'],
  },
  '/ethics/opinions/$number': {
    purpose: 'One opinion of the committee.',
    steps: ['Read it, and who did not agree and why.', 'See how its conditions stand.'],
  },
};
