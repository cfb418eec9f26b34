import { type ProposalView, proposalStates } from '@finharbor/harbor/contract';
import { type FilterField, useBilingual, useText } from '@finharbor/ui';
import { usePlace } from '@finharbor/ui/screens';
import { usePartyOptions } from '../lists/options.ts';
import { type Turn, turnOf } from './turn.ts';

const turns: readonly Turn[] = ['own', 'others', 'nobody'];

/** What a party's proposals are looked for by. */
export function useProposalFields(rows: readonly ProposalView[]): readonly FilterField<ProposalView>[] {
  const text = useText('proposals');
  const harbor = useText('harbor');
  const lists = useText('lists');
  const say = useBilingual();
  const { party } = usePlace();
  const partiesOf = usePartyOptions();
  const others = ({ consumer, providers }: ProposalView): readonly string[] =>
    [consumer, ...providers].filter((side) => side !== party);
  const contracts = new Map(rows.map(({ contract, purpose }) => [contract, purpose]));
  return [
    {
      id: 'q',
      label: text('list.text'),
      kind: 'text',
      of: ({ id, title, purpose, digest }) =>
        [id, digest, title.en, title.zh, purpose.en, purpose.zh].join(' '),
    },
    {
      id: 'turn',
      label: lists('contracts.turn'),
      kind: 'choice',
      options: turns.map((id) => ({ id, label: lists(`contracts.turns.${id}`) })),
      of: (proposal) => turnOf(party, proposal),
    },
    {
      id: 'state',
      label: text('list.state'),
      kind: 'choice',
      options: proposalStates.map((id) => ({ id, label: text(`state.${id}`) })),
      of: ({ state }) => state,
    },
    {
      id: 'kind',
      label: harbor('contract.kind'),
      kind: 'choice',
      options: (['intersect', 'statistics'] as const).map((id) => ({ id, label: harbor(`kind.${id}`) })),
      of: ({ kind }) => kind,
    },
    {
      id: 'contract',
      label: text('list.contract'),
      kind: 'choice',
      options: [...contracts].map(([id, purpose]) => ({ id, label: `${say(purpose)} (${id.slice(0, 8)})` })),
      of: ({ contract }) => contract,
    },
    {
      id: 'party',
      label: lists('contracts.party'),
      kind: 'choice',
      options: partiesOf(rows.flatMap(others)),
      of: others,
    },
    { id: 'proposed', label: text('list.proposed'), kind: 'days', of: ({ proposedAtMs }) => proposedAtMs },
  ];
}
