import {
  Badge,
  Callout,
  Card,
  DescriptionList,
  EmptyState,
  Grid,
  LinkButton,
  Meter,
  PageHeader,
  Query,
  useBilingual,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import type { GrantView } from '@finharbor/yuan/contract';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { yuanText } from '../amounts.ts';
import { yuan } from '../api.ts';

/** Money of special funds for one's own firm. */
export function Screen(): ReactElement {
  const text = useText('yuanFunds');
  const grants = useQuery({
    queryKey: ['yuan', 'grants'],
    queryFn: async () => (await yuan.listGrants({})).body.items,
  });
  return (
    <>
      <PageHeader title={text('grants.title')} lead={text('grants.lead')} />
      <Query query={grants}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState title={text('grants.none')} body={text('grants.noneHelp')} />
          ) : (
            <Grid>
              {items.map((grant) => (
                <Grant key={`${grant.fund} ${grant.atMs} ${grant.amountMinor}`} grant={grant} />
              ))}
            </Grid>
          )
        }
      </Query>
    </>
  );
}

function Grant({ grant }: { readonly grant: GrantView }): ReactElement {
  const text = useText('yuanFunds');
  const say = useBilingual();
  const { date } = useFormat();
  const { state, leftMinor, amountMinor } = grant;
  const sorts = grant.categories.map((sort) => text(`sorts.${sort}`)).join(text('comma'));
  return (
    <Card title={say(grant.title)}>
      <p className="font-semibold text-2xl">{yuanText(amountMinor)}</p>
      <p className="my-2">
        <Badge tone={state === 'paid' ? 'good' : 'accent'}>{text(`entryState.${state}`)}</Badge>
      </p>
      {state === 'waiting' && (
        <Callout tone="warn" title={text('grants.open', { day: date(grant.claimUntilMs) })}>
          <LinkButton href="/app/wallets">{text('grants.wallet')}</LinkButton>
        </Callout>
      )}
      {leftMinor !== null && (
        <Meter
          label={text('spent.left')}
          value={Number(leftMinor)}
          max={Number(amountMinor)}
          valueText={yuanText(leftMinor)}
          tone="accent"
        />
      )}
      <DescriptionList
        items={[
          { term: text('use'), value: sorts === '' ? text(`uses.${grant.use}`) : sorts },
          ...(grant.use === 'free' ? [] : [{ term: text('spendUntil'), value: date(grant.spendUntilMs) }]),
          { term: text('basis'), value: <Verbatim>{grant.basis}</Verbatim> },
          ...(grant.reason === ''
            ? []
            : [{ term: text('reason'), value: <Verbatim>{grant.reason}</Verbatim> }]),
        ]}
      />
    </Card>
  );
}
