import type { ProposalView } from '@finharbor/harbor/contract';
import { TextLink, useBilingual, useText } from '@finharbor/ui';
import { usePlace, useWho } from '@finharbor/ui/screens';
import type { ReactElement } from 'react';
import { isToRun } from './turn.ts';

/** The computations that wait for this party, each as an entry of the list of what waits. */
export function ProposalsWaiting({
  proposals,
}: {
  readonly proposals: readonly ProposalView[];
}): ReactElement {
  const text = useText('proposals');
  const say = useBilingual();
  const { party } = usePlace();
  const isApprover = useWho()?.roles.includes('approver') ?? false;
  const wordOf = (proposal: ProposalView): string =>
    isToRun(party, proposal) ? 'run' : isApprover ? 'decide' : 'undecided';
  return (
    <>
      {proposals.map((proposal) => (
        <li key={proposal.id}>
          <TextLink href={`/app/proposals/${proposal.id}`}>
            {text(`waiting.${wordOf(proposal)}`, { title: say(proposal.title) })}
          </TextLink>
        </li>
      ))}
    </>
  );
}
