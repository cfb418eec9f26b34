import { Badge, TextLink, useBilingual, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { useProduct } from './products.ts';

/** The version of a product that a contract names, and whether a newer one is offered by now. */
export function ProductLink({ id }: { readonly id: string }): ReactElement {
  const { data: product } = useProduct(id);
  const say = useBilingual();
  const text = useText('datasets');
  return (
    <>
      <TextLink href={`/app/catalogue/${id}`}>{product ? say(product.body.title) : id.slice(0, 8)}</TextLink>{' '}
      {product && product.newest !== id && <Badge>{text('version.hasNewer')}</Badge>}
    </>
  );
}
