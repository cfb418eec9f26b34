import { Badge, Button, ErrorSummary, Icon, type Tone, useBilingual, useText, Verbatim } from '@finharbor/ui';
import type { ChainView, LegView } from '@finharbor/yuan/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { yuanText } from '../amounts.ts';
import { yuan } from '../api.ts';

const tones: Readonly<Record<LegView['state'], Tone>> = {
  proposed: 'warn',
  agreed: 'good',
  declined: 'neutral',
};

/** One's own legs as a tree: what is paid to oneself, and below it what one passes on. */
export function Tree({ order }: { readonly order: ChainView }): ReactElement {
  const text = useText('yuanChain');
  const roots = order.legs.filter(({ above }) => above === null);
  if (roots.length === 0) return <p className="text-quiet">{text('noLegs')}</p>;
  return <Legs order={order} legs={roots} />;
}

type LegsProps = { readonly order: ChainView; readonly legs: readonly LegView[] };

function Legs({ order, legs }: LegsProps): ReactElement {
  return (
    <ul className="grid gap-3">
      {legs.map((leg) => {
        const below = order.legs.filter(({ above }) => above === leg.id);
        return (
          <li key={leg.id}>
            <Leg order={order} leg={leg} />
            {below.length > 0 && (
              <div className="mt-3 ms-3 border-line border-s-2 ps-4 sm:ms-6">
                <Legs order={order} legs={below} />
              </div>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function Leg({ order, leg }: { readonly order: ChainView; readonly leg: LegView }): ReactElement {
  const text = useText('yuanChain');
  return (
    <div className="max-w-xl rounded-md border border-line bg-raised p-3">
      <p className="flex flex-wrap items-center gap-2">
        <Side side={leg.payer} />
        <Icon name="forward" />
        <Side side={leg.payee} />
        <Badge tone={order.state === 'paid' && leg.state === 'agreed' ? 'good' : tones[leg.state]}>
          {order.state === 'paid' && leg.state === 'agreed' ? text('state.paid') : text(`leg.${leg.state}`)}
        </Badge>
      </p>
      <p className="font-semibold text-xl">{yuanText(leg.amountMinor)}</p>
      <p className="text-quiet text-sm">
        {text('legOf', { tier: leg.tier, goods: leg.goods })}
        {leg.marginMinor !== null && leg.marginMinor < leg.amountMinor
          ? ` · ${text('margin', { amount: yuanText(leg.marginMinor) })}`
          : ''}
      </p>
      {order.state === 'open' && leg.state === 'proposed' && <Answer order={order} leg={leg} />}
    </div>
  );
}

function Side({ side }: { readonly side: LegView['payer'] }): ReactElement {
  const text = useText('yuanChain');
  const say = useBilingual();
  if (side.isOwn) return <strong>{text('me')}</strong>;
  return side.name ? <span>{say(side.name)}</span> : <Verbatim>{side.number}</Verbatim>;
}

function Answer({ order, leg }: { readonly order: ChainView; readonly leg: LegView }): ReactElement {
  const text = useText('yuanChain');
  const client = useQueryClient();
  const answer = useMutation({
    mutationFn: (isAgreed: boolean) =>
      yuan.postChainAnswer({ params: { id: order.id, leg: leg.id }, body: { isAgreed } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['yuan'] }),
  });
  return (
    <div className="mt-2">
      <ErrorSummary error={answer.error} />
      <div className="flex flex-wrap gap-3">
        {leg.payee.isOwn && (
          <Button variant="primary" onPress={() => answer.mutate(true)} pending={answer.isPending}>
            {text('agree')}
          </Button>
        )}
        <Button onPress={() => answer.mutate(false)} pending={answer.isPending}>
          {text(leg.payee.isOwn ? 'decline' : 'withdraw')}
        </Button>
      </div>
    </div>
  );
}
