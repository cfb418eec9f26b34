import type { ContractView, CounterOfferView } from '@finharbor/harbor/contract';
import {
  Badge,
  Button,
  ConfirmDialog,
  DataTable,
  Disclosure,
  LinkButton,
  Query,
  Section,
  TextLink,
  useBilingual,
  useFormat,
  useText,
  useToast,
  Verbatim,
} from '@finharbor/ui';
import { usePlace, useWho } from '@finharbor/ui/screens';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { node } from '../api.ts';
import { ProductLink } from '../catalogue/product-link.tsx';
import { usePartyName } from '../parties/names.ts';

/** What providers have answered to a contract, term by term; its consumer's approver accepts, answers again or declines. */
export function CounterOffers({ contract }: { readonly contract: ContractView }): ReactElement {
  const text = useText('counter');
  const { id } = contract;
  const counters = useQuery({
    queryKey: ['harbor', 'contracts', id, 'counter-offers', contract.countered.length, contract.state],
    queryFn: async () => (await node.listCounterOffers({ params: { id } })).body,
  });
  return (
    <Section title={text('panel')}>
      <Query query={counters}>
        {(all) => all.map((one) => <Offered key={one.id} contract={contract} counter={one} />)}
      </Query>
    </Section>
  );
}

type OfferedProps = { readonly contract: ContractView; readonly counter: CounterOfferView };

function Offered({ contract, counter }: OfferedProps): ReactElement {
  const text = useText('counter');
  const say = useBilingual();
  const nameOf = usePartyName();
  const { dateTime } = useFormat();
  const { party } = usePlace();
  const isApprover = useWho()?.roles.includes('approver') ?? false;
  const { changed, kept } = counter;
  return (
    <article className="mb-6">
      <p className="mb-1 font-medium">
        {text('by', { party: nameOf(counter.party), at: dateTime(counter.atMs) })}
      </p>
      <p className="mb-3 max-w-prose">
        <Verbatim>{counter.reason}</Verbatim>
      </p>
      <Changes changed={changed} />
      <Disclosure title={text('kept', { n: kept.length })}>
        <ul className="grid gap-1">
          {kept.map((term) => (
            <li key={term.en}>{say(term)}</li>
          ))}
        </ul>
      </Disclosure>
      {counter.next !== null && (
        <p className="mt-3">
          <Badge tone="good">{text('accepted')}</Badge>{' '}
          <TextLink href={`/app/contracts/${counter.next}`}>{text('next')}</TextLink>
        </p>
      )}
      {counter.isOpen && isApprover && contract.body.consumer === party && (
        <Answer contract={contract} counter={counter} />
      )}
      {counter.isOpen && contract.body.consumer !== party && (
        <p className="mt-3 text-quiet">{text('waits', { party: nameOf(contract.body.consumer) })}</p>
      )}
    </article>
  );
}

function Changes({ changed }: Pick<CounterOfferView, 'changed'>): ReactElement {
  const text = useText('counter');
  const say = useBilingual();
  return (
    <DataTable
      caption={text('changes')}
      rows={changed}
      rowKey={({ asked, offered }) => `${asked?.en} ${offered?.en}`}
      columns={[
        {
          id: 'asked',
          header: text('columns.asked'),
          cell: ({ product, asked }) => (
            <>
              {product !== null && <ProductLink id={product} />}
              {asked === null ? text('nothing') : say(asked)}
            </>
          ),
        },
        {
          id: 'offered',
          header: text('columns.offered'),
          cell: ({ offered }) => (
            <strong className="font-semibold">{offered === null ? text('nothing') : say(offered)}</strong>
          ),
        },
      ]}
    />
  );
}

function Answer({ contract: { id }, counter }: OfferedProps): ReactElement {
  const text = useText('counter');
  const [asked, setAsked] = useState<'accept' | 'decline'>();
  const client = useQueryClient();
  const navigate = useNavigate();
  const toast = useToast();
  const close = (): void => setAsked(undefined);
  const accept = useMutation({
    mutationFn: async () => (await node.postCounterAcceptance({ params: { id: counter.id } })).body.id,
    onSuccess: async (next) => {
      close();
      toast({ title: text('didAccept') });
      await client.invalidateQueries({ queryKey: ['harbor'] });
      await navigate({ to: `/app/contracts/${next}` });
    },
  });
  const decline = useMutation({
    mutationFn: (reason: string) => node.postTermination({ params: { id }, body: { reason } }),
    onSuccess: async () => {
      close();
      toast({ title: text('didDecline') });
      await client.invalidateQueries({ queryKey: ['harbor'] });
    },
  });
  return (
    <div className="mt-4 flex flex-wrap gap-3">
      <Button variant="primary" onPress={() => setAsked('accept')}>
        {text('accept')}
      </Button>
      <LinkButton href={`/app/contracts/new?previous=${id}&counter=${counter.id}`}>
        {text('again')}
      </LinkButton>
      <Button onPress={() => setAsked('decline')}>{text('decline')}</Button>
      <ConfirmDialog
        isOpen={asked === 'accept'}
        onClose={close}
        title={text('acceptTitle')}
        body={text('acceptBody')}
        confirmLabel={text('acceptConfirm')}
        pending={accept.isPending}
        error={accept.error}
        onConfirm={() => accept.mutate()}
      />
      <ConfirmDialog
        isOpen={asked === 'decline'}
        onClose={close}
        title={text('declineTitle')}
        body={text('declineBody')}
        confirmLabel={text('decline')}
        reasonLabel={text('reason')}
        pending={decline.isPending}
        error={decline.error}
        onConfirm={(reason) => decline.mutate(reason)}
      />
    </div>
  );
}
