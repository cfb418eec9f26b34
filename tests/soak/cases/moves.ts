import type { Command, Person, StoredCase } from '@finharbor/cases';

const person = (account: string, party: string, role: string): Person => ({ account, party, roles: [role] });

export const firm: Person = person('ma', 'firm:1', 'owner');
const clerk = person('li', 'hub', 'clerk');
const chief = person('wang', 'hub', 'chief');
const experts = ['e1', 'e2', 'e3'].map((account) => person(account, 'hub', 'guest'));

const plan = { sha256: 'aa'.repeat(32), name: 'plan.pdf', type: 'application/pdf', bytes: 10 };
const form = { name: '海港', yuan: 900, kind: 'new' };

/** Something that somebody would do with a grant as it stands; undefined where nobody has anything to do with it. */
export function moveOf(
  { state }: StoredCase,
  chance: () => number,
): { readonly by: Person; readonly command: Command } | undefined {
  if (chance() < 0.1) return { by: firm, command: { type: 'comment', text: 'How far is it?' } };
  const step = (by: Person, name: string, more: object = {}) => ({
    by,
    command: { type: 'step' as const, step: name, ...more },
  });
  switch (state.state) {
    case 'draft':
      return state.documents.plan?.length
        ? step(firm, 'file', { form })
        : { by: firm, command: { type: 'attach', document: 'plan', file: plan } };
    case 'filed':
      if (chance() < 0.4) return step(clerk, 'ask', { reason: 'The plan has no figures.' });
      if (state.seats.length > 0) return step(clerk, 'judge');
      return {
        by: clerk,
        command: { type: 'seat', seats: experts.map(({ account }) => ({ account, weight: 1 })) },
      };
    case 'waiting':
      // Some never answer: their term is over one day.
      return chance() < 0.5 ? step(firm, 'answer') : undefined;
    case 'judged': {
      const open = experts.filter((_, seat) => !state.opinions.some((one) => one.seat === seat));
      const by = open[Math.floor(chance() * open.length)];
      const verdict = chance() < 0.8 ? 'for' : 'against';
      return by && { by, command: { type: 'opine', form: { verdict, why: 'x' } } };
    }
    case 'passed':
      return step(chief, 'pay');
    default:
      return undefined;
  }
}
