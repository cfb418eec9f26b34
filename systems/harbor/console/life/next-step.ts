import type { LifeView } from '@finharbor/harbor/contract';

/** What its holder has to know of what comes next, as the name of a text. */
export type NextStep =
  | 'nextRegistration'
  | 'nextWaiting'
  | 'nextNotice'
  | 'nextReview'
  | 'nextReturned'
  | 'nextListed'
  | 'nextSuspended'
  | 'nextWithdrawn';

/** What comes next for a product on its way. */
export function nextStep({ state, register, review }: LifeView, party: string): NextStep {
  switch (state) {
    case 'listed':
      return 'nextListed';
    case 'suspended':
      return 'nextSuspended';
    case 'withdrawn':
      return 'nextWithdrawn';
    case 'review':
      return review?.body.decision === 'returned' ? 'nextReturned' : 'nextReview';
    default: {
      const own = register.filter(({ entitled }) => entitled === party).map((entry) => entry.state);
      if (own.includes('submitted')) return 'nextWaiting';
      return own.includes('on_notice') || own.includes('contested') ? 'nextNotice' : 'nextRegistration';
    }
  }
}
