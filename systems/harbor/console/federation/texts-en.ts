/** What is said of the connectors that the hub's catalogue is gathered from. */
export const texts = {
  title: 'Connectors in the hub’s catalogue',
  lead: 'The hub reads its members’ catalogues by the Dataspace Protocol, and those of connectors that its operator has listed, and shows them as one. Each data set says who offers it; contracts are made there.',
  name: 'Name',
  participant: 'Participant',
  datasets: 'Data sets',
  crawled: 'Last read whole',
  never: 'Never',
  state: 'Last attempt',
  whole: 'Read whole',
  waiting: 'Waiting',
  failed: 'Failed',
  tried: 'tried {{at}}',
  skipped: '{{n}} entries were no data sets of its own',
  fault: {
    catalogue_refused: 'It does not show its catalogue to this hub.',
    peer_answer_invalid: 'Its answer is no catalogue of the protocol.',
    circle: 'Its pages lead in a circle.',
    rubbish: 'A page held no data set of its own.',
    too_many: 'Its catalogue is longer than is gathered here.',
    too_slow: 'It did not answer in time.',
    unreachable: 'It cannot be reached.',
  },
  none: 'No connector yet',
  noneHelp:
    'Members appear here as soon as they are admitted; the operator lists others in the configuration.',
};
