import { Button, Callout, useFormat, useText, Verbatim } from '@finharbor/ui';
import type { ReactElement } from 'react';
import type { CaseDraftState } from './use-case-draft.ts';

/** How a form is kept: when it was saved, who else fills it in, and that it came back as it was left. */
export function DraftBar({ draft }: { readonly draft: CaseDraftState }): ReactElement {
  const text = useText('cases');
  const { dateTime } = useFormat();
  const { kept, line, isRestored, discard } = draft;
  return (
    <>
      {isRestored && (
        <Callout title={text('draft.restored')}>
          <Button variant="quiet" onPress={() => void discard()}>
            {text('draft.discard')}
          </Button>
        </Callout>
      )}
      <div role="status" className="mb-2 text-quiet text-sm">
        {kept?.others.map(({ account, name, sinceMs }) => (
          <p key={account}>
            <Verbatim>{name}</Verbatim> {text('draft.other', { time: dateTime(sinceMs) })}
          </p>
        ))}
        {line === 'aside' && <p>{text('draft.aside')}</p>}
        {line === 'up' && kept && <p>{text('draft.saved', { time: dateTime(kept.savedAtMs) })}</p>}
      </div>
    </>
  );
}
