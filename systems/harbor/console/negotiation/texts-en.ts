/** What the panel on how a contract is negotiated says. */
export const texts = {
  title: 'How it is being agreed on',
  lead: 'Both sides’ connectors negotiate each product by the Dataspace Protocol. What an approver decides goes to the other side by itself.',
  none: 'The connectors have not begun yet; it takes a moment.',
  with: '{{party}}: {{product}}',
  agreement: 'Agreement',
  steps: 'All steps',
  state: {
    REQUESTED: 'Asked for',
    OFFERED: 'Offer made',
    ACCEPTED: 'Offer accepted',
    AGREED: 'Agreed by the provider',
    VERIFIED: 'Confirmed by the consumer',
    FINALIZED: 'Concluded',
    TERMINATED: 'Broken off',
  },
  by: {
    consumer: 'by the consumer',
    provider: 'by the provider',
  },
  code: {
    contract: {
      declined: 'The provider has declined.',
      replaced: 'Another contract has taken its place.',
      counter_declined: 'The consumer has declined the other terms.',
      signature_needed: 'Such terms come to be by a signed contract.',
      unsigned: 'Nobody has signed these terms.',
      ended: 'One side has ended the contract.',
    },
    dataspace: {
      no_such_offer: 'The provider does not offer these terms.',
      no_such_dataset: 'The provider does not offer this product.',
      offer_differs: 'What was asked for is not what was signed.',
    },
    other: 'The other side gave the reason {{code}}.',
  },
};
