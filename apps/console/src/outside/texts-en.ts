/** What sign-in through an outside provider says. */
export const texts = {
  title: 'With an identity you have elsewhere',
  signInWith: 'Sign in with {{provider}}',
  tryAgain: 'Try {{provider}} again',
  unknownProvider: 'The provider',
  code: 'Code: {{code}}',
  fault: {
    outside_unknown: 'It may have been taken off this process meanwhile. Choose another way to sign in.',
    outside_unreachable: 'It may be down for a while. Try again in a minute, or sign in another way.',
    outside_denied: 'You cancelled there, or it does not let you in. Try again, or sign in another way.',
    outside_over:
      'It took more than ten minutes, or another window or browser was in between. Start again from here.',
    outside_bad_answer:
      'What came back cannot be trusted or read. Start again; if it stays, tell the operator the code.',
    outside_bad_logout:
      'What came back cannot be trusted or read. Start again; if it stays, tell the operator the code.',
    outside_stale:
      'You have to have signed in there just now. Start again, and sign in there even if it knows you already.',
    outside_too_weak:
      'Here a stronger sign-in is asked for than the one you used there. Use another way there, such as a second factor.',
    outside_other_person: 'Sign in there as the person who is signed in here.',
    outside_not_linked:
      'Sign in with your password first, then link this provider at “My account”. If you have no account yet, ask your administrator for an invitation.',
    outside_no_role:
      'It says nothing that gives you a role here. Ask your administrator to have you added there.',
    outside_account_ended: 'Your account here was ended. Ask your administrator if that is a mistake.',
    outside_login_taken:
      'An account here has your login already. If it is yours, sign in to it and link this provider at “My account”.',
    outside_linked_elsewhere: 'Sign in to that account and unlink it there first.',
    outside_already_linked: 'Unlink the other identity first.',
    outside_last_way: 'Link another way to sign in first.',
    outside_no_certificate:
      'Plug in the key or the card, choose your certificate when the browser asks, and try again.',
    passwords_off: 'Use one of the ways below.',
  },
  mine: {
    title: 'Identities elsewhere',
    lead: 'A linked identity signs you in to this account without its password.',
    notLinked: 'Not linked',
    since: 'Linked since {{at}}',
    link: 'Link {{provider}}',
    linked: '{{provider}} is linked',
    unlink: 'Unlink {{provider}}',
    unlinkTitle: 'Unlink {{provider}}?',
    unlinkBody: 'It no longer signs you in here. Sessions that came through it end, but for this one.',
    unlinkConfirm: 'Unlink',
    unlinked: '{{provider}} is unlinked',
  },
};
