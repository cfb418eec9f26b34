/** What the tour says. */
export const texts = {
  label: 'A short tour',
  palette: {
    title: 'Go to',
    body: 'Go to any screen by typing a few letters. The keys Ctrl and K open it, too.',
  },
  help: {
    title: 'Help',
    body: 'What this screen is for, in a few steps. From there this tour can be taken again.',
  },
  display: {
    title: 'Display',
    body: 'Language, dark colours, larger type and stronger contrast. It goes along to every process of the harbor.',
  },
  enrolments: { title: 'Enrolments', body: 'Organisations that ask to join wait here to be admitted.' },
  accounts: { title: 'Accounts', body: 'Everybody who can sign in here: invite somebody, end an account.' },
  oversight: { title: 'Oversight', body: 'Who computed what with whose data: contracts, jobs and refusals.' },
  overview: { title: 'Overview', body: 'How the harbor is doing, in figures.' },
  firm: { title: 'My firm', body: 'Begin here: the firm’s key signs every consent.' },
  loans: { title: 'Loans', body: 'Look for a loan and apply. Data move only with your consent.' },
  contracts: {
    title: 'Contracts',
    body: 'Nothing is computed without a contract that all sides have signed.',
  },
  jobs: { title: 'Jobs', body: 'Start a training or a score, follow it, and see what came of it.' },
  applications: {
    title: 'Applications',
    body: 'Firms that have applied for a loan, each with its score and decision.',
  },
  'loan-products': { title: 'Loan products', body: 'Publish a loan with its rule.' },
  datasets: { title: 'Datasets', body: 'Load a file of rows, check it, and publish what may be used of it.' },
  'firm-keys': { title: 'Firms’ keys', body: 'Firms that ask you to vouch for their key wait here.' },
};
