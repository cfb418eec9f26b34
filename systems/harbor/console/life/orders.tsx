import type { LifeView } from '@finharbor/harbor/contract';
import { instantText } from '@finharbor/kernel/contract';
import { Button, ConfirmDialog, clock, useText } from '@finharbor/ui';
import { usePlace, useWho } from '@finharbor/ui/screens';
import type { ComponentProps, ReactElement } from 'react';
import { hub } from '../api.ts';
import { useAct } from './certificate-acts.tsx';
import { ChangeListing } from './change-listing.tsx';

/** How the operator or the bureau stops a product or lets it go on, on the hub's page of it. */
export function Orders({ life }: { readonly life: LifeView }): ReactElement | null {
  const { role, party } = usePlace();
  const roles = useWho()?.roles ?? [];
  const mayOrder = roles.includes('operator') || roles.includes('bureau');
  if (role !== 'hub' || !mayOrder || life.state === 'withdrawn') return null;
  const isOwnStop = life.stops.some(({ issuer }) => issuer === party);
  const sign: ComponentProps<typeof ChangeListing>['sign'] = (change, reason) =>
    hub.postListingOrder({ params: { id: life.version }, body: { change, reason } });
  return (
    <div className="mb-5 flex flex-wrap gap-3">
      <ChangeListing change={isOwnStop ? 'resumed' : 'suspended'} sign={sign} />
      <ChangeListing change="withdrawn" sign={sign} />
    </div>
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
