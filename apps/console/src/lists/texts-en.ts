/** What the lists of people, roles and machines say: their filters, and what is done with several of their rows. */
export const texts = {
  person: 'Person',
  accounts: {
    signOut: 'Sign out everywhere',
    signOutAll: 'Each of them is signed out everywhere at once and can sign in again.',
    end: 'End',
    endAll:
      'Each of them is signed out at once and cannot sign in again. What they signed stays valid. It can be undone; sessions and invitations of theirs then stay ended.',
    ended: 'Accounts ended: {{who}}',
    back: 'Accounts brought back: {{who}}',
    notBack: 'Accounts not brought back: {{who}}',
  },
  roles: {
    undone: 'Undone: {{reason}}',
    back: 'The roles are as they were',
    notBack: 'The roles were not changed back',
  },
  invitations: {
    title: 'Open invitations',
    lead: 'Who was invited and has not taken it up yet. A code is shown once, to whoever invites.',
    by: 'Invited by',
    at: 'Invited',
    expires: 'Good until',
    none: 'No invitation is open',
    noneHelp: 'Whoever is invited stands here until they take it up or it runs out.',
    toInvite: 'Invite somebody',
    takeBack: 'Take back',
    takeBackOf: 'Take back the invitation of {{name}}',
    takeBackTitle: 'Take back the invitation of {{name}}?',
    takeBackBody: 'The code opens nothing any more. To let the person in, invite them again.',
    takeBackAll: 'Their codes open nothing any more. To let the people in, invite them again.',
    takenBack: 'The invitation of {{name}} is taken back',
  },
  delegations: {
    person: 'Lent by, to, or why',
    end: 'End',
    endAll: 'The lent roles are gone at once. What was done with them stays valid.',
  },
  services: { name: 'Machine or key', keys: 'Has a key', yes: 'Yes', no: 'No' },
  organizations: { party: 'Organisation or code', yes: 'Verified', no: 'Not verified' },
  erasures: { open: 'Waits for an administrator', done: 'Erased' },
  seen: { at: 'Seen at', what: 'What', by: 'By', why: 'Reason given' },
};
