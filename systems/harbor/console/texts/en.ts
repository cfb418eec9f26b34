/** What the harbor's screens say. */
export const texts = {
  overview: {
    lead: 'Data used without being shown; every use provable afterwards.',
    parties: 'Parties',
    products: 'Data products',
    toCatalogue: 'See the catalogue',
    partiesTitle: 'Who is here, under which key',
    key: 'The key of this process',
    keyHelp: 'Read it out when another party asks for it; never send it by the same way as the enrolment.',
  },
  party: {
    name: 'Name',
    party: 'Short name',
    role: 'Role',
    registrar: 'registrar of firms',
    fingerprint: 'Fingerprint of the key',
  },
  waiting: {
    title: 'Waiting for you',
    nothing: 'Nothing waits for you.',
    assumption: 'Read and accept the sentence on trust: no job runs before.',
    decide: 'Decide on a contract: {{purpose}}',
    undecided: 'A contract waits for your approver: {{purpose}}',
    job: 'A job is running: {{stage}}',
  },
};
