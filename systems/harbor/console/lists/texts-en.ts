/** What the harbor's lists say: their filters, and what is done with several of their rows. */
export const texts = {
  older: 'The latest {{n}} are listed, filtered and exported.',
  loadOlder: 'List older ones, too',
  contracts: {
    text: 'Purpose, legal basis or number',
    party: 'Counterparty',
    expires: 'Expires',
    turn: 'Who must act',
    turns: { own: 'we', others: 'another party', nobody: 'nobody' },
    approve: 'Approve',
    approveAll:
      'Your node signs each of them. From then on the consumers may compute with your data under these terms: sign what you have read.',
    decline: 'Decline',
    declineAll: 'Each consumer sees this reason. It can ask for another contract.',
  },
  jobs: {
    text: 'Purpose, number, firm or code of an error',
    party: 'Counterparty',
    purpose: 'Purpose of the contract',
    parties: 'Who computes',
    firm: 'Firm',
    error: 'Error',
    number: 'Number',
    cancel: 'Cancel',
    cancelAll: 'All parties of each of them stop. A job can be run again; its use is counted once.',
  },
  receipts: {
    text: 'Field, job, contract or firm',
    purpose: 'Purpose of the contract',
    contract: 'Contract',
    job: 'Job',
    firm: 'Firm',
    export: 'Check and export',
    exportAll:
      'Each receipt is checked in this page. Those that hold are saved in one archive, a file for each, which anybody can check on their own.',
    broken: 'The receipt does not hold; it is not exported.',
  },
  datasets: {
    text: 'Name, number or column',
    published: 'Product',
    publishedIs: { yes: 'published', no: 'not published' },
    number: 'Number',
    allColumns: 'Names of the columns',
  },
  uses: { text: 'Field or contract' },
  keys: {
    text: 'Credit code or fingerprint',
    most: 'The latest {{n}} keys are listed, filtered and exported. Any other is found by the firm’s whole code.',
  },
  refused: { text: 'Party, number or code', number: 'Number' },
  oversight: {
    contract: 'Purpose or number',
    job: 'Purpose, number or masked firm',
    refusal: 'Reason, code or number',
    of: 'The latest {{n}} of {{total}} are listed, filtered and exported.',
  },
};
