import type { JobView } from '@finharbor/harbor/contract';
import { Code, type Column, useBilingual, useFormat, useText, Verbatim } from '@finharbor/ui';
import { usePurposes } from '../lists/purposes.ts';
import { usePartyName } from '../parties/names.ts';
import { StatusBadge } from './status.tsx';

/** What the list of a party's jobs shows of each. */
export function useJobColumns(): readonly Column<JobView>[] {
  return [...useCommon(), ...useHidden()];
}

function useCommon(): readonly Column<JobView>[] {
  const text = useText('harbor');
  const lists = useText('lists');
  const say = useBilingual();
  const nameOf = usePartyName();
  const purposeOf = usePurposes();
  const { dateTime } = useFormat();
  return [
    { id: 'kind', header: text('contract.kind'), cell: ({ kind }) => text(`kind.${kind}`) },
    {
      id: 'purpose',
      header: lists('jobs.purpose'),
      cell: ({ contract }) => {
        const purpose = purposeOf(contract);
        return purpose ? say(purpose) : '—';
      },
    },
    {
      id: 'parties',
      header: lists('jobs.parties'),
      cell: ({ roster }) => roster.map(nameOf).join(text('and')),
    },
    {
      id: 'status',
      header: text('job.status'),
      cell: ({ status }) => <StatusBadge status={status} />,
      text: ({ status }) => text(`status.${status}`),
    },
    { id: 'stage', header: text('job.stage'), cell: ({ stage }) => text(`stage.${stage}`) },
    { id: 'attempt', header: text('job.attempt'), cell: ({ attempt }) => attempt, align: 'end' },
    {
      id: 'begun',
      header: text('job.begun'),
      cell: ({ createdAt }) => dateTime(createdAt),
      sortBy: ({ createdAt }) => createdAt,
      text: ({ createdAt }) => dateTime(createdAt),
    },
  ];
}

function useHidden(): readonly Column<JobView>[] {
  const lists = useText('lists');
  return [
    {
      id: 'firm',
      header: lists('jobs.firm'),
      cell: ({ subject }) => (subject === null ? '—' : <Verbatim>{subject}</Verbatim>),
      text: ({ subject }) => subject ?? '',
      isHidden: true,
    },
    {
      id: 'error',
      header: lists('jobs.error'),
      cell: ({ error }) => (error ? <Code>{error.code}</Code> : '—'),
      text: ({ error }) => error?.code ?? '',
      isHidden: true,
    },
    {
      id: 'id',
      header: lists('jobs.number'),
      cell: ({ id }) => <Code>{id}</Code>,
      text: ({ id }) => id,
      isHidden: true,
    },
  ];
}
