import { sorts } from '@finharbor/harbor/contract';
import {
  Button,
  Callout,
  EmptyState,
  FilterBar,
  LinkButton,
  PageHeader,
  Query,
  SavedViews,
  Select,
  useFormat,
  useLanguage,
  useText,
} from '@finharbor/ui';
import { usePlace } from '@finharbor/ui/screens';
import { type ReactElement, useState } from 'react';
import { FacetPanel } from './facets.tsx';
import { type Asked, searchOf, useAsked, useFacets, useFound } from './find.ts';
import { FollowButton } from './follow.tsx';
import { comparedMost, Results } from './results.tsx';

/** What the offices offer, to be searched. */
export function Screen(): ReactElement {
  const harbor = useText('harbor');
  const text = useText('catalogue');
  const asked = useAsked();
  const isHub = usePlace().role === 'hub';
  return (
    <>
      <PageHeader
        title={harbor('catalogue.title')}
        lead={harbor('catalogue.lead')}
        actions={
          isHub && (
            <>
              <LinkButton href="/catalogue/dcat.jsonld" download="catalogue.jsonld" variant="quiet">
                {text('export.jsonld')}
              </LinkButton>
              <LinkButton href="/catalogue/dcat.ttl" download="catalogue.ttl" variant="quiet">
                {text('export.turtle')}
              </LinkButton>
            </>
          )
        }
      />
      <Ask key={asked.q} asked={asked} />
      <div className="gap-8 lg:grid lg:grid-cols-[16rem_minmax(0,1fr)]">
        <Narrow asked={asked} />
        <Found asked={asked} />
      </div>
    </>
  );
}

type Props = { readonly asked: Asked };

function Ask({ asked }: Props): ReactElement {
  const text = useText('catalogue');
  const { language } = useLanguage();
  const unused = language === 'zh-CN' ? 'name_en' : 'name_zh';
  const { values, apply } = asked;
  return (
    <>
      <FilterBar
        label={text('words')}
        text={asked.q}
        onSearch={(q) => apply({ ...values, q })}
        onReset={() => apply({})}
      >
        <Select
          label={text('order')}
          options={sorts.filter((sort) => sort !== unused).map((id) => ({ id, label: text(`sort.${id}`) }))}
          selected={asked.sort}
          onChange={(sort) => apply({ ...values, sort })}
        />
      </FilterBar>
      <div className="mb-4 flex flex-wrap gap-2">
        <SavedViews list="/catalogue" values={values} onApply={apply} />
        {Object.keys(searchOf(asked)).length > 0 && <FollowButton followed={{ search: searchOf(asked) }} />}
      </div>
    </>
  );
}

function Narrow({ asked }: Props): ReactElement {
  const facets = useFacets(asked);
  return <Query query={facets}>{(counted) => <FacetPanel asked={asked} facets={counted} />}</Query>;
}

function Found({ asked }: Props): ReactElement {
  const found = useFound(asked);
  const text = useText('catalogue');
  const [compared, setCompared] = useState<readonly string[]>([]);
  return (
    <Query query={found} shape="table">
      {({ pages }) => {
        const items = pages.flatMap((page) => page.items);
        return (
          <section aria-label={text('found')}>
            <Total asked={asked} />
            {pages[0]?.loose && items.length > 0 && (
              <Callout title={text('loose')}>{text('looseHelp')}</Callout>
            )}
            {items.length === 0 ? (
              <Nothing asked={asked} />
            ) : (
              <>
                <Compare ids={compared} />
                <Results found={items} compared={compared} onCompare={setCompared} />
              </>
            )}
            {found.hasNextPage && (
              <p className="mt-4">
                <Button pending={found.isFetchingNextPage} onPress={() => void found.fetchNextPage()}>
                  {text('more')}
                </Button>
              </p>
            )}
          </section>
        );
      }}
    </Query>
  );
}

function Total({ asked }: Props): ReactElement {
  const { data } = useFacets(asked);
  const text = useText('catalogue');
  const { number } = useFormat();
  return (
    <p role="status" className="mb-2 text-quiet">
      {data && text('total', { n: number(data.total) })}
    </p>
  );
}

function Nothing({ asked }: Props): ReactElement {
  const harbor = useText('harbor');
  const text = useText('catalogue');
  if (Object.keys(asked.values).length === 0)
    return <EmptyState title={harbor('catalogue.none')} body={harbor('catalogue.noneHelp')} />;
  return (
    <EmptyState
      title={text('nothing')}
      body={text('nothingHelp')}
      action={<Button onPress={() => asked.apply({})}>{text('all')}</Button>}
    />
  );
}

function Compare({ ids }: { readonly ids: readonly string[] }): ReactElement {
  const text = useText('catalogue');
  return (
    <p className="no-print mb-3 flex flex-wrap items-center gap-3 text-sm">
      {ids.length < 2 ? (
        <span className="text-quiet">{text('compare.how', { n: comparedMost })}</span>
      ) : (
        <LinkButton href={`/app/catalogue/compare?ids=${ids.join(',')}`} variant="primary">
          {text('compare.go', { n: ids.length })}
        </LinkButton>
      )}
    </p>
  );
}
