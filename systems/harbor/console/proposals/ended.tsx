import type { ProposalView } from '@finharbor/harbor/contract';
import { Callout, useText, Verbatim } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { usePartyName } from '../parties/names.ts';

type Ended = { readonly proposal: ProposalView };

/** Why a computation does not run any more, by whom, and what can be done; nothing of one that still can. */
export function Ended({ proposal: { state, consumer, answers } }: Ended): ReactElement | null {
  const text = useText('figures');
  const nameOf = usePartyName();
  if (state !== 'declined' && state !== 'withdrawn' && state !== 'contract_over') return null;
  const last = answers.findLast(({ decision }) => decision === state);
  return (
    <Callout
      tone={state === 'declined' ? 'bad' : 'warn'}
      title={text(`ended.${state}`, { party: nameOf(last?.party ?? consumer) })}
    >
      {last && last.reason !== '' && (
        <p>
          <Verbatim>{last.reason}</Verbatim>
        </p>
      )}
      <p>{text(`ended.${state}Next`)}</p>
    </Callout>
  );
}
