import {
  contractKinds,
  contractStates,
  type OverseenContract,
  type OverseenJob,
  type OverseenRefusal,
  overseenJobStates,
} from '@finharbor/harbor/contract';
import { type FilterField, useText } from '@finharbor/ui';
import { usePartyOptions } from '../lists/options.ts';

type Fields<Row> = (rows: readonly Row[]) => readonly FilterField<Row>[];
type Computed = Pick<OverseenContract, 'kind' | 'consumer'>;

/** What the bureau looks for contracts by. */
export function useContractFields(): Fields<OverseenContract> {
  const text = useText('oversight');
  const harbor = useText('harbor');
  const lists = useText('lists');
  const kindAndConsumer = useCommon<OverseenContract>();
  const providersOf = useProviders<OverseenContract>();
  return (rows) => [
    {
      id: 'q',
      label: lists('oversight.contract'),
      kind: 'text',
      of: ({ id, purpose }) => [id, purpose.en, purpose.zh].join(' '),
    },
    {
      id: 'state',
      label: harbor('contract.state'),
      kind: 'choice',
      options: contractStates.map((id) => ({ id, label: harbor(`state.${id}`) })),
      of: ({ state }) => state,
    },
    ...kindAndConsumer(rows),
    providersOf(rows),
    { id: 'asked', label: text('contracts.asked'), kind: 'days', of: ({ askedAtMs }) => askedAtMs },
  ];
}

/** What the bureau looks for jobs by. */
export function useJobFields(): Fields<OverseenJob> {
  const text = useText('oversight');
  const lists = useText('lists');
  const kindAndConsumer = useCommon<OverseenJob>();
  const providersOf = useProviders<OverseenJob>();
  return (rows) => [
    {
      id: 'q',
      label: lists('oversight.job'),
      kind: 'text',
      of: ({ id, contract, subject, purpose }) => [id, contract, subject, purpose?.en, purpose?.zh].join(' '),
    },
    {
      id: 'state',
      label: text('jobs.state'),
      kind: 'choice',
      options: overseenJobStates.map((id) => ({ id, label: text(`jobState.${id}`) })),
      of: ({ state }) => state,
    },
    ...kindAndConsumer(rows),
    providersOf(rows),
    { id: 'asked', label: text('jobs.asked'), kind: 'days', of: ({ attempts }) => attempts[0]!.atMs },
  ];
}

/** What the bureau looks for refusals by. */
export function useRefusalFields(): Fields<OverseenRefusal> {
  const text = useText('oversight');
  const lists = useText('lists');
  const kindAndConsumer = useCommon<OverseenRefusal>();
  const partiesOf = usePartyOptions();
  return (rows) => [
    {
      id: 'q',
      label: lists('oversight.refusal'),
      kind: 'text',
      of: ({ job, contract, code, reason }) => [job, contract, code, reason.en, reason.zh].join(' '),
    },
    {
      id: 'party',
      label: text('refusals.party'),
      kind: 'choice',
      options: partiesOf(rows.map(({ party }) => party)),
      of: ({ party }) => party,
    },
    ...kindAndConsumer(rows),
    { id: 'at', label: text('refusals.at'), kind: 'days', of: ({ atMs }) => atMs },
  ];
}

function useCommon<Row extends Computed>(): Fields<Row> {
  const harbor = useText('harbor');
  const partiesOf = usePartyOptions();
  return (rows) => [
    {
      id: 'kind',
      label: harbor('contract.kind'),
      kind: 'choice',
      options: contractKinds.map((id) => ({ id, label: harbor(`kind.${id}`) })),
      of: ({ kind }) => kind,
    },
    {
      id: 'consumer',
      label: harbor('contract.consumer'),
      kind: 'choice',
      options: partiesOf(rows.map(({ consumer }) => consumer)),
      of: ({ consumer }) => consumer,
    },
  ];
}

function useProviders<Row extends Pick<OverseenContract, 'providers'>>(): (
  rows: readonly Row[],
) => FilterField<Row> {
  const harbor = useText('harbor');
  const partiesOf = usePartyOptions();
  return (rows) => ({
    id: 'provider',
    label: harbor('contract.providers'),
    kind: 'choice',
    options: partiesOf(rows.flatMap(({ providers }) => providers)),
    of: ({ providers }) => providers,
  });
}
