import type { LifeView } from '@finharbor/harbor/contract';
import { Button, ConfirmDialog, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { node } from '../api.ts';
import { useAct } from './certificate-acts.tsx';

type Change = 'suspended' | 'resumed' | 'withdrawn';
type Props = { readonly life: LifeView; readonly party: string };

/** How a holder stops its product or lets it go on. */
export function ListingActs({ life, party }: Props): ReactElement | null {
  const isOwnStop = life.stops.some(({ issuer }) => issuer === party);
  if (life.state === 'withdrawn') return null;
  return (
    <>
      <ChangeButton product={life.product} change={isOwnStop ? 'resumed' : 'suspended'} />
      <ChangeButton product={life.product} change="withdrawn" />
    </>
  );
}

const labels = { suspended: 'own.suspend', resumed: 'own.resume', withdrawn: 'own.withdraw' } as const;

function ChangeButton({
  product,
  change,
}: {
  readonly product: string;
  readonly change: Change;
}): ReactElement {
  const text = useText('life');
  const act = useAct(text('own.changed'), (reason) =>
    node.postListingChange({ params: { id: product }, body: { change, reason } }),
  );
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
