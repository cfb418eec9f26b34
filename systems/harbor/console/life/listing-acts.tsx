import type { LifeView } from '@finharbor/harbor/contract';
import type { ComponentProps, ReactElement } from 'react';
import { node } from '../api.ts';
import { ChangeListing } from './change-listing.tsx';

type Props = { readonly life: LifeView; readonly party: string };

/** How a holder stops its product or lets it go on. */
export function ListingActs({ life, party }: Props): ReactElement | null {
  const isOwnStop = life.stops.some(({ issuer }) => issuer === party);
  if (life.state === 'withdrawn') return null;
  const sign: ComponentProps<typeof ChangeListing>['sign'] = (change, reason) =>
    node.postListingChange({ params: { id: life.product }, body: { change, reason } });
  return (
    <>
      <ChangeListing change={isOwnStop ? 'resumed' : 'suspended'} sign={sign} />
      <ChangeListing change="withdrawn" sign={sign} />
    </>
  );
}
