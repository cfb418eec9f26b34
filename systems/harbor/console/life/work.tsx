import type { LifeView, OwnProduct } from '@finharbor/harbor/contract';
import {
  Button,
  Disclosure,
  EmptyState,
  ErrorSummary,
  LinkButton,
  PageHeader,
  Query,
  Section,
  TextLink,
  useText,
  useToast,
} from '@finharbor/ui';
import { usePlace, useWho } from '@finharbor/ui/screens';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { node } from '../api.ts';
import { useProduct } from '../catalogue/products.ts';
import { ListingActs } from './listing-acts.tsx';
import { nextStep } from './next-step.ts';
import { useOwnName } from './own.tsx';
import { Review } from './product-life.tsx';
import { Quality } from './quality.tsx';
import { useLife, useOwnProducts } from './read.ts';
import { History, Register } from './register.tsx';
import { RegistrationForm } from './registration-form.tsx';
import { SampleForm } from './sample-form.tsx';
import { LifeSteps } from './state.tsx';
import { ValuationForm } from './valuation-form.tsx';

/** One own product: where it stands, what comes next, and everything its holder does about it. */
export function Screen(): ReactElement {
  const { id } = useParams({ strict: false }) as { readonly id?: string };
  const text = useText('life');
  const products = useOwnProducts();
  return (
    <Query query={products}>
      {(all) => {
        const own = all.find(({ product }) => product === id);
        if (own) return <Own own={own} />;
        const back = <LinkButton href="/app/own-products">{text('own.title')}</LinkButton>;
        return (
          <>
            <h1 className="font-semibold text-2xl">{text('own.gone')}</h1>
            <EmptyState title={text('own.noneHelp')} action={back} />
          </>
        );
      }}
    </Query>
  );
}

function Own({ own }: { readonly own: OwnProduct }): ReactElement {
  const text = useText('life');
  const nameOf = useOwnName();
  const { product, version, state } = own;
  const isSteward = useWho()?.roles.includes('steward') ?? false;
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/app/own-products', label: text('own.title') }]}
        title={nameOf(own)}
        object={product}
        actions={
          isSteward && (
            <LinkButton
              href={`/app/datasets/${product}/publish`}
              {...(state === 'draft' ? { variant: 'primary' as const } : {})}
            >
              {text('own.publish')}
            </LinkButton>
          )
        }
      />
      {version === null ? (
        <>
          <LifeSteps state={state} />
          <p>{text('own.nextDraft')}</p>
        </>
      ) : (
        <Published version={version} />
      )}
    </>
  );
}

function Published({ version }: { readonly version: string }): ReactElement {
  const life = useLife(version);
  return <Query query={life}>{(found) => <Life life={found} />}</Query>;
}

function Life({ life }: { readonly life: LifeView }): ReactElement {
  const text = useText('life');
  const roles = useWho()?.roles ?? [];
  const { party } = usePlace();
  const mayAct = roles.includes('steward') || roles.includes('approver');
  return (
    <>
      <LifeSteps state={life.state} isReviewDemanded={life.isReviewDemanded} />
      <Section title={text('own.next')}>
        <p className="mb-3">
          {text(`own.${nextStep(life, party)}`)}{' '}
          <TextLink href={`/app/catalogue/${life.version}`}>{text('own.openCatalogue')}</TextLink>
        </p>
        <div className="flex flex-wrap gap-3">
          {roles.includes('steward') && <ReportQuality product={life.product} />}
          {mayAct && <ListingActs life={life} party={party} />}
        </div>
      </Section>
      {roles.includes('steward') && <Offers version={life.version} />}
      {mayAct && <AskForEntry life={life} party={party} />}
      <Section title={text('register')}>
        <Register register={life.register} />
      </Section>
      <Section title={text('review.title')}>
        <Review review={life.review} />
      </Section>
      <Section title={text('quality.title')}>
        <Quality report={life.quality} />
      </Section>
      <Section title={text('history')}>
        <History life={life} />
      </Section>
    </>
  );
}

/** In sight while it is what comes next. */
function AskForEntry({
  life,
  party,
}: {
  readonly life: LifeView;
  readonly party: string;
}): ReactElement | null {
  const text = useText('life');
  const form = <RegistrationForm key={life.register.length} life={life} party={party} />;
  if (life.state === 'withdrawn') return null;
  return life.state === 'registration' ? (
    <Section title={text('form.title')}>{form}</Section>
  ) : (
    <Disclosure title={text('form.title')}>{form}</Disclosure>
  );
}

function Offers({ version }: { readonly version: string }): ReactElement {
  const product = useProduct(version);
  return (
    <Query query={product}>
      {(found) => (
        <>
          <SampleForm product={found} />
          <ValuationForm product={found.body.product} />
        </>
      )}
    </Query>
  );
}

function ReportQuality({ product }: { readonly product: string }): ReactElement {
  const text = useText('life');
  const client = useQueryClient();
  const toast = useToast();
  const report = useMutation({
    mutationFn: () => node.postQualityReport({ params: { id: product } }),
    onSuccess: async () => {
      toast({ title: text('own.qualityMade') });
      await client.invalidateQueries({ queryKey: ['harbor', 'life'] });
    },
  });
  return (
    <>
      <Button onPress={() => report.mutate()} isDisabled={report.isPending}>
        {text('own.quality')}
      </Button>
      <ErrorSummary error={report.error} />
    </>
  );
}
