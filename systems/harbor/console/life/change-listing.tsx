import { Button, ConfirmDialog, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { useAct } from './certificate-acts.tsx';

const labels = { suspended: 'own.suspend', resumed: 'own.resume', withdrawn: 'own.withdraw' } as const;

type Props = {
  readonly change: keyof typeof labels;
  /** Signs it, with the reason that was given. */
  readonly sign: (change: keyof typeof labels, reason: string) => Promise<unknown>;
};

/** A change of a product's listing, signed after it was confirmed for a reason. */
export function ChangeListing({ change, sign }: Props): ReactElement {
  const text = useText('life');
  const act = useAct(text('own.changed'), (reason) => sign(change, reason));
  return (
    <>
      <Button onPress={act.ask}>{text(labels[change])}</Button>
      <ConfirmDialog
        {...act.dialog}
        danger={change === 'withdrawn'}
        title={text(labels[change])}
        body={text(`own.changeBody.${change}`)}
        confirmLabel={text(labels[change])}
        reasonLabel={text('own.reason')}
      />
    </>
  );
}
