import type { ProposalView } from '@finharbor/harbor/contract';

/** True where a proposal waits for this party's decision as a provider. */
export function isToDecide(party: string, { state, providers, answers }: ProposalView): boolean {
  return (
    state === 'proposed' && providers.includes(party) && !answers.some((answer) => answer.party === party)
  );
}

/** True where this party may run a proposal and has not yet. */
export function isToRun(party: string, { state, consumer, jobs }: ProposalView): boolean {
  return state === 'approved' && consumer === party && jobs.length === 0;
}

/** Whose turn it is, from where a party stands. */
export type Turn = 'own' | 'others' | 'nobody';

/** Who has to act next on a proposal. */
export function turnOf(party: string, proposal: ProposalView): Turn {
  if (isToDecide(party, proposal) || isToRun(party, proposal)) return 'own';
  const isOpen =
    proposal.state === 'proposed' || (proposal.state === 'approved' && proposal.jobs.length === 0);
  return isOpen ? 'others' : 'nobody';
}
