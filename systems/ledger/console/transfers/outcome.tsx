import { type SentTransfer, statusWords } from '@finharbor/bookkeeping/contract';
import { Button, Callout, LinkButton, useBilingual, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { transferPage } from './columns.tsx';

type OutcomeProps = { readonly sent: SentTransfer; readonly onAgain?: () => void };

/** What became of a transfer that was sent, in words. */
export function Outcome({ sent: { id, kind, status }, onAgain }: OutcomeProps): ReactElement {
  const text = useText('ledger');
  const say = useBilingual();
  const isRefused = kind === 'refused';
  return (
    <div role="status">
      <Callout tone={isRefused ? 'bad' : 'good'} title={text(`outcome.${kind}`)}>
        <p>{say(statusWords[status])}</p>
      </Callout>
      {!isRefused && (
        <div className="mb-5 flex flex-wrap gap-2">
          <LinkButton href={transferPage({ id })} variant="primary">
            {text('outcome.show')}
          </LinkButton>
          {onAgain && <Button onPress={onAgain}>{text('outcome.again')}</Button>}
        </div>
      )}
    </div>
  );
}
