/** What the list of a firm's own applications says. */
export const texts = {
  title: 'My applications',
  lead: 'What your firm has applied for, at every lender of this harbor.',
  none: 'You have not applied yet',
  noneHelp: 'Your applications and their decisions will stand here.',
  lender: 'Lender',
  at: 'Applied at',
  unnamed: 'Loan',
  silent: '{{name}} does not answer just now; applications there are not listed.',
};
