/** What the pages say by which firms are verified. */
export const texts = {
  own: {
    title: 'Your firm has still to be verified',
    lead: 'Until then this page, your inbox and your own account are open to you. Either of these will do:',
    operator:
      'Show the harbor’s operator your business licence. The operator compares the code on it with this one:',
    registrar: 'Or make the firm’s key below and have a registrar confirm it, with your licence.',
    goesOn: 'You need not do anything afterwards: this page goes on by itself.',
  },
  firms: {
    title: 'Firms',
    lead: 'Firms whose people have accounts here. Until a firm is verified, its people can do only what leads to that.',
    none: 'No firm has an account',
    noneHelp: 'A firm gets one by an invitation.',
    invite: 'Invite a firm’s owner',
    uscc: 'Unified social credit code',
    accounts: 'Accounts',
    state: 'Verification',
    verify: 'Check and verify',
    verified: 'verified',
    operator: '{{at}}, by its code, by',
    registrar: '{{at}}, its key vouched for by',
    admission: '{{at}}, admitted by',
  },
  verify: {
    title: 'Verify a firm',
    howTo:
      'Read the code from the business licence or from the public register, and type it as it stands there. Check that whoever asks may act for the firm. Whoever invited the firm cannot verify it.',
    against: 'Read from',
    licence: 'The business licence',
    register: 'The public register of firms',
    format: '18 digits and letters; spaces do not matter.',
    confirm: 'I have checked it: verify',
    done: 'The firm is verified.',
  },
};
