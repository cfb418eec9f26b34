import type { NegotiationView } from '@finharbor/harbor/contract';
import { Query, Section, type Tone, useText } from '@finharbor/ui';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { node } from '../api.ts';
import { Process } from './process.tsx';

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
                  <Process one={one} words="negotiation" tone={toneOf(one.state)} explained={explained} />
                </li>
              ))}
            </ul>
          )
        }
      </Query>
    </Section>
  );
}

function toneOf(state: NegotiationView['state']): Tone {
  if (state === 'FINALIZED') return 'good';
  return state === 'TERMINATED' ? 'bad' : 'warn';
}
