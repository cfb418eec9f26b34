/** What the part of a job's page on its transfers says. */
export const texts = {
  title: 'Transfer',
  lead: 'A job is a transfer of the Dataspace Protocol under the contract’s agreement on each product. Its provider starts it when the job has been judged; the transfer ends with the job, and the job with the transfer.',
  waiting: 'The transfers are being asked for.',
  none: 'This job was run by signed documents alone, or ended before a transfer was asked for.',
  with: '{{party}}: {{product}}',
  agreement: 'Agreement',
  consumerPid: 'Transfer at the consumer',
  providerPid: 'Transfer at the provider',
  attempt: 'Attempt {{attempt}}',
  steps: 'All steps',
  state: {
    REQUESTED: 'Asked for',
    STARTED: 'Started',
    SUSPENDED: 'Paused',
    COMPLETED: 'Completed',
    TERMINATED: 'Ended early',
  },
  by: {
    consumer: 'by the consumer',
    provider: 'by the provider',
  },
  code: {
    contract: { ended: 'One side has ended the contract.' },
    dataspace: { agreement_ended: 'The agreement has ended.' },
    job: {
      cancelled: 'The job was cancelled.',
      interrupted: 'A node stopped while the job ran.',
      no_transfer: 'The provider’s node saw no transfer for this job.',
    },
    other: 'The reason given is {{code}}.',
  },
};
