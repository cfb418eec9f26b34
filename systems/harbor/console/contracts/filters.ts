import { type ContractView, contractKinds, contractStates } from '@finharbor/harbor/contract';
import { type FilterField, useText } from '@finharbor/ui';
import { usePlace } from '@finharbor/ui/screens';
import { usePartyOptions } from '../lists/options.ts';
import { isTurnOf } from './turn.ts';

const turns = ['own', 'others', 'nobody'] as const;

/** What a party's contracts are looked for by. */
export function useContractFields(contracts: readonly ContractView[]): readonly FilterField<ContractView>[] {
  const text = useText('harbor');
  const lists = useText('lists');
  const { party } = usePlace();
  const partiesOf = usePartyOptions();
  const others = (contract: ContractView): readonly string[] =>
    sidesOf(contract).filter((side) => side !== party);
  return [
    {
      id: 'q',
      label: lists('contracts.text'),
      kind: 'text',
      of: ({ id, body: { purpose, legalBasis } }) =>
        [id, purpose.en, purpose.zh, legalBasis.en, legalBasis.zh].join(' '),
    },
    {
      id: 'turn',
      label: lists('contracts.turn'),
      kind: 'choice',
      options: turns.map((id) => ({ id, label: lists(`contracts.turns.${id}`) })),
      of: (contract) =>
        isTurnOf(party, contract) ? 'own' : contract.state === 'proposed' ? 'others' : 'nobody',
    },
    {
      id: 'state',
      label: text('contract.state'),
      kind: 'choice',
      options: contractStates.map((id) => ({ id, label: text(`state.${id}`) })),
      of: ({ state }) => state,
    },
    {
      id: 'kind',
      label: text('contract.kind'),
      kind: 'choice',
      options: contractKinds.map((id) => ({ id, label: text(`kind.${id}`) })),
      of: ({ body }) => body.kind,
    },
    {
      id: 'party',
      label: lists('contracts.party'),
      kind: 'choice',
      options: partiesOf(contracts.flatMap(others)),
      of: others,
    },
    {
      id: 'until',
      label: lists('contracts.expires'),
      kind: 'days',
      of: ({ body }) => Date.parse(body.validUntil),
    },
  ];
}

function sidesOf({ body }: ContractView): readonly string[] {
  return [body.consumer, ...body.providers];
}
