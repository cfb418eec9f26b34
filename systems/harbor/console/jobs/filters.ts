import { contractKinds, type JobView, jobStatuses } from '@finharbor/harbor/contract';
import { type FilterField, useText } from '@finharbor/ui';
import { usePlace } from '@finharbor/ui/screens';
import { usePartyOptions } from '../lists/options.ts';
import { usePurposes } from '../lists/purposes.ts';

/** What a party's jobs are looked for by. */
export function useJobFields(jobs: readonly JobView[]): readonly FilterField<JobView>[] {
  const text = useText('harbor');
  const lists = useText('lists');
  const { party } = usePlace();
  const partiesOf = usePartyOptions();
  const purposeOf = usePurposes();
  const others = ({ roster }: JobView): readonly string[] => roster.filter((one) => one !== party);
  return [
    {
      id: 'q',
      label: lists('jobs.text'),
      kind: 'text',
      of: ({ id, contract, subject, error }) => {
        const purpose = purposeOf(contract);
        return [id, contract, subject, error?.code, purpose?.en, purpose?.zh].join(' ');
      },
    },
    {
      id: 'status',
      label: text('job.status'),
      kind: 'choice',
      options: jobStatuses.map((id) => ({ id, label: text(`status.${id}`) })),
      of: ({ status }) => status,
    },
    {
      id: 'kind',
      label: text('contract.kind'),
      kind: 'choice',
      options: contractKinds.map((id) => ({ id, label: text(`kind.${id}`) })),
      of: ({ kind }) => kind,
    },
    {
      id: 'party',
      label: lists('jobs.party'),
      kind: 'choice',
      options: partiesOf(jobs.flatMap(others)),
      of: others,
    },
    { id: 'begun', label: text('job.begun'), kind: 'days', of: ({ createdAt }) => createdAt },
  ];
}
