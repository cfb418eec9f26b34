import {
  Button,
  Callout,
  Card,
  ErrorState,
  LinkButton,
  Query,
  Select,
  useBilingual,
  useText,
} from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import type { OwnPart } from '@finharbor/yuan/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { yuan } from '../api.ts';
import { ClaimForm } from './claim.tsx';
import { Countdown, type Course, useFen, useServerNow } from './parts.tsx';

type Props = { readonly course: Course };

/** What somebody can do in a campaign now, and what they have in it. */
export function TakePart({ course }: Props): ReactElement {
  const text = useText('yuanCampaigns');
  const who = useWho();
  if (!who)
    return (
      <Card>
        <When course={course} />
        <p className="text-center">
          <LinkButton href="/app/sign-in" variant="primary">
            {text('signIn')}
          </LinkButton>
        </p>
      </Card>
    );
  return (
    <Card>
      <When course={course} />
      {who.roles.includes('resident') ? (
        <Own course={course} />
      ) : (
        <p className="text-quiet">{text('forPeople')}</p>
      )}
    </Card>
  );
}

function When({ course: { campaign, aheadMs } }: Props): ReactElement | null {
  const text = useText('yuanCampaigns');
  const nowMs = useServerNow(aheadMs);
  const { opensAtMs, closesAtMs, state } = campaign;
  if (state === 'void' || nowMs >= closesAtMs)
    return <p className="text-center text-quiet">{text(state === 'void' ? 'voidTitle' : 'closed')}</p>;
  const isOpen = nowMs >= opensAtMs;
  return (
    <>
      <p className="text-center text-quiet">{text(isOpen ? 'closesIn' : 'opensIn')}</p>
      <Countdown toMs={isOpen ? closesAtMs : opensAtMs} aheadMs={aheadMs} />
    </>
  );
}

function Own({ course }: Props): ReactElement {
  const { id, hasEnded } = course.campaign;
  const part = useQuery({
    queryKey: ['yuan', 'campaign', id, 'mine'],
    queryFn: async ({ signal }) => (await yuan.getOwnPart({ params: { id }, signal })).body,
    refetchInterval: hasEnded ? false : 3_000,
  });
  return <Query query={part}>{(own) => <Mine course={course} own={own} />}</Query>;
}

function Mine({ course, own }: Props & { readonly own: OwnPart }): ReactElement {
  const text = useText('yuanCampaigns');
  const nowMs = useServerNow(course.aheadMs);
  const { terms, opensAtMs, closesAtMs, state } = course.campaign;
  const isOpen = nowMs >= opensAtMs && nowMs < closesAtMs && state !== 'void';
  const hasAsked = own.enteredAtMs !== null || own.ask !== null;
  return (
    <div className="mt-3" aria-live="polite">
      <Outcome course={course} own={own} />
      {isOpen && !hasAsked && 'quotas' in terms && <Ask course={course} />}
      {isOpen && terms.kind === 'subsidy' && <ClaimForm course={course} own={own} />}
      {isOpen && terms.kind === 'discount' && (
        <p className="text-center">
          <LinkButton href="/app/wallets" variant="primary">
            {text('discount.pay')}
          </LinkButton>
        </p>
      )}
    </div>
  );
}

function Outcome({ course, own }: Props & { readonly own: OwnPart }): ReactElement | null {
  const text = useText('yuanCampaigns');
  const fen = useFen();
  const { packet, ask, enteredAtMs, entry } = own;
  const { state } = course.campaign;
  if (packet)
    return (
      <Callout tone="good" title={text('won', { amount: fen(packet.amountMinor) })}>
        <p>{text(`packet.${packet.state}`)}</p>
        <p className="mt-2">
          <LinkButton href={`/app/wallets/${packet.wallet}`}>{text('toWallet')}</LinkButton>
        </p>
      </Callout>
    );
  if (ask) return <Callout tone="warn" title={text('nothingLeft', { no: ask.no })} />;
  if (enteredAtMs === null) return null;
  return (
    <Callout title={text(state === 'drawn' || state === 'over' ? 'lost' : 'entered')}>
      <p>{text('ownNumber')}</p>
      <code className="break-all font-mono text-sm">{entry}</code>
    </Callout>
  );
}

function Ask({ course: { campaign } }: Props): ReactElement {
  const text = useText('yuanCampaigns');
  const say = useBilingual();
  const client = useQueryClient();
  const { id, terms } = campaign;
  const quotas = 'quotas' in terms ? terms.quotas : [];
  const [district, setDistrict] = useState<string | undefined>(
    quotas.length === 1 ? quotas[0]!.district : undefined,
  );
  const wallets = useQuery({
    queryKey: ['yuan', 'wallets'],
    queryFn: async () => (await yuan.listWallets({})).body.items,
  });
  const [chosen, choose] = useState<string | undefined>();
  const wallet = chosen ?? wallets.data?.find(({ state }) => state === 'open')?.number;
  const ask = useMutation({
    mutationFn: async () => {
      const input = { params: { id }, body: { wallet: wallet!, district: district! } };
      await (terms.kind === 'lottery' ? yuan.postEntry(input) : yuan.postAsk(input));
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['yuan', 'campaign', id] }),
  });
  return (
    <Query query={wallets}>
      {(items) => (
        <div className="mx-auto max-w-sm">
          {items.length === 0 && <p className="mb-3">{text('noWallet')}</p>}
          {quotas.length > 1 && (
            <Select
              label={text('district')}
              name="district"
              options={quotas.map(({ district: code, name }) => ({ id: code, label: say(name) }))}
              selected={district}
              onChange={setDistrict}
            />
          )}
          {items.length > 1 && (
            <Select
              label={text('wallet')}
              name="wallet"
              options={items.map(({ number, label }) => ({
                id: number,
                label: `${label} ${number.slice(-4)}`,
              }))}
              selected={wallet}
              onChange={choose}
            />
          )}
          {ask.error && <ErrorState error={ask.error} />}
          <div className="grid [&_button]:min-h-14 [&_button]:text-lg">
            <Button
              variant="primary"
              pending={ask.isPending}
              isDisabled={district === undefined || wallet === undefined}
              onPress={() => ask.mutate()}
            >
              {text(terms.kind === 'lottery' ? 'enter' : 'grab')}
            </Button>
          </div>
        </div>
      )}
    </Query>
  );
}
