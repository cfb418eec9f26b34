import { Button, Callout, type DraftState, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';

/** Says that a form came back as it was left, and lets one begin anew. */
export function DraftNotice({
  state,
  discard,
}: Pick<DraftState<unknown>, 'state' | 'discard'>): ReactElement {
  const text = useText('harbor');
  return (
    <>
      {state === 'restored' && (
        <Callout title={text('draft.restored')}>
          <Button variant="quiet" onPress={() => void discard()}>
            {text('draft.anew')}
          </Button>
        </Callout>
      )}
      <p role="status" className="mb-2 text-quiet text-sm">
        {(state === 'kept' || state === 'unkept') && text(`draft.${state}`)}
      </p>
    </>
  );
}
