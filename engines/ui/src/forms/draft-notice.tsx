import type { ReactElement } from 'react';
import { Callout } from '../data/callout.tsx';
import { useText } from '../i18n/hooks.ts';
import { useToast } from '../overlay/toast.tsx';
import { Button } from './button.tsx';
import type { DraftState } from './use-draft.ts';

/** Says that a form came back as it was left, and lets one begin anew; what was there can be had back for a while. */
export function DraftNotice<Value>({ draft }: { readonly draft: DraftState<Value> }): ReactElement {
  const text = useText('ui');
  const toast = useToast();
  const { value, state, discard, bringBack } = draft;
  const beginAnew = async (): Promise<void> => {
    // A draft that could not be forgotten is offered again the next time; the form is empty all the same.
    await discard().catch(() => {});
    toast({ title: text('draft.discarded'), onUndo: () => bringBack(value), isPassing: true });
  };
  return (
    <>
      {state === 'restored' && (
        <Callout title={text('draft.restored')}>
          <Button variant="quiet" onPress={() => void beginAnew()}>
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
