import type { LifeView } from '@finharbor/harbor/contract';
import { instantText } from '@finharbor/kernel/contract';
import { Button, ConfirmDialog, clock, useText } from '@finharbor/ui';
import { usePlace, useWho } from '@finharbor/ui/screens';
import type { ReactElement } from 'react';
import { hub } from '../api.ts';
import { useAct } from './certificate-acts.tsx';

const labels = { suspended: 'own.suspend', resumed: 'own.resume', withdrawn: 'own.withdraw' } as const;

/** How the operator or the bureau stops a product or lets it go on, on the hub's page of it. */
export function Orders({ life }: { readonly life: LifeView }): ReactElement | null {
  const { role, party } = usePlace();
  const roles = useWho()?.roles ?? [];
  const mayOrder = roles.includes('operator') || roles.includes('bureau');
  if (role !== 'hub' || !mayOrder || life.state === 'withdrawn') return null;
  const isOwnStop = life.stops.some(({ issuer }) => issuer === party);
  return (
    <div className="mb-5 flex flex-wrap gap-3">
      <Order version={life.version} change={isOwnStop ? 'resumed' : 'suspended'} />
      <Order version={life.version} change="withdrawn" />
    </div>
  );
}

function Order({
  version,
  change,
}: {
  readonly version: string;
  readonly change: keyof typeof labels;
}): ReactElement {
  const text = useText('life');
  const act = useAct(text('own.changed'), (reason) =>
    hub.postListingOrder({ params: { id: version }, body: { change, reason } }),
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

/** The operator demands a review of products from now on. */
export function DemandReview(): ReactElement | null {
  const text = useText('life');
  const isOperator = useWho()?.roles.includes('operator') ?? false;
  const act = useAct(text('queue.done'), () =>
    hub.putListingRules({ body: { reviewedFrom: instantText(clock.nowMs()) } }),
  );
  if (!isOperator) return null;
  return (
    <>
      <Button onPress={act.ask}>{text('order.rules')}</Button>
      <ConfirmDialog
        {...act.dialog}
        title={text('order.rules')}
        body={text('order.rulesBody')}
        confirmLabel={text('order.rules')}
      />
    </>
  );
}
