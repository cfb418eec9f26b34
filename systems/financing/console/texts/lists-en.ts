/** What the lender's lists say: their filters, and what is done with several of their rows. */
export const texts = {
  applications: {
    firm: 'Credit code of the firm',
    latest: 'The latest {{n}} are listed, filtered and exported.',
    again: 'Score again',
    againAll:
      'Each of them is scored under its contract once more, with the firm’s consent as it stands now.',
  },
};
