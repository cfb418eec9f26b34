import type { NegotiationView } from '@finharbor/harbor/contract';
import {
  Badge,
  Code,
  Disclosure,
  Query,
  Section,
  Timeline,
  type Tone,
  useBilingual,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { node } from '../api.ts';
import { useProduct } from '../catalogue/products.ts';
import { usePartyName } from '../parties/names.ts';

const explained = [
  'contract.declined',
  'contract.ended',
  'contract.replaced',
  'contract.counter_declined',
  'contract.signature_needed',
  'contract.unsigned',
  'dataspace.no_such_offer',
  'dataspace.no_such_dataset',
  'dataspace.offer_differs',
] as const;

/** How far each product of a contract has been negotiated, and why where that came to nothing. */
export function NegotiationPanel({ contract }: { readonly contract: string }): ReactElement {
  const text = useText('negotiation');
  const found = useQuery({
    queryKey: ['harbor', 'contracts', contract, 'negotiations'],
    queryFn: async () => (await node.listNegotiations({ params: { id: contract } })).body,
    refetchInterval: 4000,
  });
  return (
    <Section title={text('title')}>
      <p className="mb-4 text-quiet">{text('lead')}</p>
      <Query query={found}>
        {(all) =>
          all.length === 0 ? (
            <p>{text('none')}</p>
          ) : (
            <ul className="grid gap-4">
              {all.map((one) => (
                <li key={one.pid}>
                  <Negotiation one={one} />
                </li>
              ))}
            </ul>
          )
        }
      </Query>
    </Section>
  );
}

function Negotiation({ one }: { readonly one: NegotiationView }): ReactElement {
  const text = useText('negotiation');
  const say = useBilingual();
  const nameOf = usePartyName();
  const { data: product } = useProduct(one.product);
  return (
    <>
      <p className="flex flex-wrap items-center gap-2 font-medium">
        <Badge tone={toneOf(one.state)}>{text(`state.${one.state}`)}</Badge>
        <Verbatim>
          {text('with', {
            party: nameOf(one.party),
            product: product ? say(product.body.title) : one.product.slice(0, 8),
          })}
        </Verbatim>
      </p>
      {one.reason && <Why reason={one.reason} />}
      <Disclosure title={text('steps')}>
        <Steps one={one} />
      </Disclosure>
    </>
  );
}

function Steps({ one: { steps, agreement } }: { readonly one: NegotiationView }): ReactElement {
  const text = useText('negotiation');
  const { dateTime } = useFormat();
  return (
    <>
      <Timeline
        items={steps.map(({ state, by, reason, atMs }) => ({
          title: `${text(`state.${state}`)}, ${text(`by.${by}`)}`,
          at: dateTime(atMs),
          ...(reason && { body: <Why reason={reason} /> }),
        }))}
      />
      {agreement !== null && (
        <p>
          {text('agreement')}: <Code copyable>{agreement}</Code>
        </p>
      )}
    </>
  );
}

function Why({ reason: { code, text: said } }: { readonly reason: NonNullable<NegotiationView['reason']> }) {
  const text = useText('negotiation');
  const known = explained.find((one) => one === code);
  return (
    <>
      <p>{known ? text(`code.${known}`) : text('code.other', { code })}</p>
      {said.map((sentence) => (
        <p key={sentence} className="text-quiet">
          <Verbatim>{sentence}</Verbatim>
        </p>
      ))}
    </>
  );
}

function toneOf(state: NegotiationView['state']): Tone {
  if (state === 'FINALIZED') return 'good';
  return state === 'TERMINATED' ? 'bad' : 'warn';
}
