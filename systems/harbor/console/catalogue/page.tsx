import type { ProductView } from '@finharbor/harbor/contract';
import { codeOf } from '@finharbor/kernel/contract';
import {
  Code,
  EmptyState,
  LinkButton,
  PageHeader,
  Query,
  TextLink,
  useBilingual,
  useFormat,
  useText,
} from '@finharbor/ui';
import { usePlace, useWho } from '@finharbor/ui/screens';
import { useParams } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Prices } from '../life/prices.tsx';
import { ProductLife } from '../life/product-life.tsx';
import { ProductFacts } from './facts.tsx';
import { FollowButton } from './follow.tsx';
import { useProduct } from './products.ts';

/** One version of a product: whose it is, which fields it has, what may be asked of it. */
export function Screen(): ReactElement {
  const { id = '' } = useParams({ strict: false }) as { readonly id?: string };
  const text = useText('harbor');
  const product = useProduct(id);
  if (codeOf(product.error) === 'product.not_found') return <EmptyState title={text('catalogue.gone')} />;
  return <Query query={product}>{(found) => <Product product={found} />}</Query>;
}

function Product({ product }: { readonly product: ProductView }): ReactElement {
  const { id, party, publishedAtMs, body } = product;
  const text = useText('harbor');
  const own = useText('datasets');
  const life = useText('life');
  const say = useBilingual();
  const { dateTime } = useFormat();
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/app/catalogue', label: text('catalogue.title') }]}
        title={say(body.title)}
        lead={say(body.description)}
        actions={
          <>
            <FollowButton followed={{ holder: party, product: body.product }} />
            <Acts product={product} />
          </>
        }
      />
      <Replaced product={product} />
      <ProductFacts
        party={party}
        body={body}
        more={[
          { term: own('version.at'), value: dateTime(publishedAtMs) },
          { term: life('plans.title'), value: <Prices plans={body.plans} /> },
          { term: text('contract.id'), value: <Code copyable>{id}</Code> },
        ]}
      />
      <ProductLife product={product} />
    </>
  );
}

type Props = { readonly product: ProductView };

/** Contracts name one version, so older ones can still be read; nobody should take them for what is offered now. */
function Replaced({ product: { id, newest } }: Props): ReactElement | null {
  const text = useText('datasets');
  return id === newest ? null : (
    <p className="mb-5 max-w-prose rounded-md border border-warn bg-warn-soft px-4 py-2">
      {text('version.older')} <TextLink href={`/app/catalogue/${newest}`}>{text('version.newest')}</TextLink>
    </p>
  );
}

function Acts({ product: { id, newest, party, state, body } }: Props): ReactElement | null {
  const text = useText('harbor');
  const own = useText('datasets');
  const place = usePlace();
  const roles = useWho()?.roles ?? [];
  if (place.role !== 'node' || id !== newest) return null;
  if (place.party === party)
    return roles.includes('steward') ? (
      <LinkButton href={`/app/datasets/${body.product}`}>{own('version.dataset')}</LinkButton>
    ) : null;
  return roles.includes('approver') && state === 'listed' ? (
    <LinkButton href={`/app/contracts/new?product=${id}`} variant="primary">
      {text('contracts.request')}
    </LinkButton>
  ) : null;
}
