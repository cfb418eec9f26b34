import type { HelpTexts } from './help.ts';

/** Help of the screens of the ethics committee. */
export const ethicsHelp: HelpTexts = {
  '/ethics': {
    purpose: 'Who sits on the ethics committee, when it meets, what it decided, how firms are rated.',
    steps: [
      'Choose committee, sessions, opinions, firms or annual reports.',
      'Open an opinion or a firm; above the firms stands how they are rated.',
      'Choose a year and save its report.',
    ],
  },
  '/ethics/board': {
    purpose: 'Products under ethics review, by the stage of their life.',
    steps: ['Open a case: its steps are done there.'],
  },
  '/ethics/declaration': {
    purpose: 'The declaration of nine articles and who has signed it.',
    steps: [
      'Read it.',
      'As a firm’s owner: sign it with the key this browser keeps for your firm; a signature can be withdrawn, and given again.',
    ],
  },
  '/ethics/firms/$uscc': {
    purpose: 'What is on file of a firm’s ethics, and what its rating is made of.',
    steps: ['See what counts and how much.', 'Open the opinions and breaches behind it.'],
  },
  '/ethics/opinions/$number': {
    purpose: 'One opinion of the committee.',
    steps: ['Read it, and who did not agree and why.', 'See how its conditions stand.'],
  },
  '/ethics/office': {
    purpose: 'What the committee’s secretary and the bureau keep.',
    steps: [
      'The bureau appoints members and sets their terms: a term ends sooner by an earlier last day, and a further one is chosen in the same dialog.',
      'Record interests that were found: their members are kept out of the firm’s reviews at once.',
      'The secretary calls sessions and keeps their minutes; each of the five fields has to be there.',
      'Check what firms report on their conditions.',
      'The bureau adopts the text of the declaration and the method of rating: each begins with the one in force, is asked about once more, and never changes afterwards.',
    ],
  },
  '/ethics/reviews/$id/panel': {
    purpose: 'The five members who review a product, one of each field.',
    steps: [
      'Take the proposal, or choose others: whom an interest or an earlier hearing bars, the list says.',
      'Save; then send the case to the panel on its own page.',
    ],
  },
  '/ethics/mine': {
    purpose:
      'For a firm: how it stands, conditions and yearly disclosure. For a member: interests in firms. Whoever is both sees both.',
    steps: [
      'As a firm: report what was done about a condition, before its day.',
      'As a firm: disclose by the seven heads; another text is a further revision.',
      'As a member: declare an interest; that firm’s reviews are not there for you from then on.',
    ],
  },
  '/ethics/report': {
    purpose: 'Reporting a breach of the declaration without an account.',
    steps: [
      'Say which firm, which article and what happened; leave out who you are.',
      'Write down the reference and the secret: they are shown once.',
      'Come back with both to see what came of it.',
    ],
  },
};
