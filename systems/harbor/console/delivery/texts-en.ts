/** What the screens say of rows that are delivered. */
export const texts = {
  title: 'How it may be had',
  way: {
    computation: 'Computed with, never shown',
    pull: 'Rows as a file, fetched by the consumer',
    push: 'Rows as a file, sent to the consumer',
  },
  wayHelp: {
    computation: 'Parties compute together; the rows stay at your node.',
    pull: 'Under a contract of its own, the consumer’s node fetches the rows. What becomes of them then is its word.',
    push: 'The same, but your node sends them: for consumers that nobody may fetch for.',
  },
  short: { pull: 'file, fetched', push: 'file, sent' },
  field: 'How may it be had?',
  fieldHelp:
    'Only rows that may be shown: open data, or figures that tell of no single person. Products marked as telling of persons, or that ask for terms only a computation can enforce, are not delivered.',
  missing: 'Say how the product may be had.',
  askBody:
    'Your node signs it, and everybody in the harbor can see it. It can be replaced by a new version, but not taken back. The rows leave your node only under a contract on their delivery that your approver signs.',
  approveBody:
    'Your node signs it. From then on the consumer may have the rows of your product as a file, as often as these terms say. What has left cannot be fetched back; ending the contract stops what has not.',
  kindHelp:
    'All rows of one product as a file. Count, time and recipient are enforced; purpose, place, how long it is kept and that it is not passed on are our word.',
  onlyOne: 'Choose one product: a delivery is about one.',
  none: 'No product offers its rows as a file.',
  term: {
    withdrawn_firms: 'Firms that have withdrawn by then are left out of each file.',
    recipient: 'Rows go to {{value}} alone: to its own node, under its agreement.',
    onward_transfer: 'The rows are not passed on.',
    retention_days:
      'The rows are deleted after {{value}} days; the consumer’s node then deletes its own file.',
  },
  start: 'Have the rows delivered',
  startBody:
    'It counts as one use of the contract, and costs what the contract says. The file lands at this node; whoever saves it elsewhere answers for the promises of the contract.',
  startWay: 'In which way?',
  result: {
    rows: 'Rows',
    bytes: 'Size',
    came: 'How it came',
    sha256: 'SHA-256 of the file',
    sha256Help: 'The same at both sides; both receipts commit to it.',
    save: 'Save as CSV',
    keepUntil: 'This node deletes its file on {{on}}, as the contract promises.',
    deleted: 'This node deleted its file on {{on}}: the time for which the rows may be kept is over.',
    gone: 'The file is not on this machine any more.',
    left: 'All rows have left for {{party}}.',
    part: 'By its end {{bytes}} of the file had left this node.',
    analyst: 'An analyst of this party can save the file.',
  },
  provider: 'hands over its rows',
  consumer: 'asks, and gets the rows',
};
