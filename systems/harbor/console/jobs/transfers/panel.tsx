import type { JobDetail, JobTransferView } from '@finharbor/harbor/contract';
import { Code, Query, Section, type Tone, useText } from '@finharbor/ui';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { node } from '../../api.ts';
import { Process } from '../../negotiation/process.tsx';
import { isOpen } from '../status.tsx';

const explained = [
  'contract.ended',
  'dataspace.agreement_ended',
  'job.cancelled',
  'job.interrupted',
  'job.no_transfer',
] as const;

type Of = { readonly job: Pick<JobDetail, 'id' | 'attempt' | 'status'> };

/** The transfers that carry a job, product by product: under which agreement, how far, and why one ended. */
export function TransferPanel({ job }: Of): ReactElement {
  const text = useText('jobTransfers');
  const found = useQuery({
    queryKey: ['harbor', 'jobs', job.id, 'transfers', job.attempt, job.status],
    queryFn: async () => (await node.listJobTransfers({ params: { id: job.id } })).body,
    // The other side may hear of a job's end a moment later.
    refetchInterval: ({ state: { data } }) => (isOpen(job) || data?.some(isUnderWay) ? 3000 : false),
  });
  return (
    <Section title={text('title')}>
      <p className="mb-4 max-w-prose text-quiet">{text('lead')}</p>
      <Query query={found}>
        {(all) =>
          all.length === 0 ? (
            <p>{text(isOpen(job) ? 'waiting' : 'none')}</p>
          ) : (
            <ul className="grid gap-4">
              {all.map((one) => (
                <li key={one.pid}>
                  <Transfer one={one} attempt={job.attempt} />
                </li>
              ))}
            </ul>
          )
        }
      </Query>
    </Section>
  );
}

type TransferProps = { readonly one: JobTransferView; readonly attempt: number };

function Transfer({ one, attempt }: TransferProps): ReactElement {
  const text = useText('jobTransfers');
  const numbers = one.role === 'consumer' ? [one.pid, one.peerPid] : [one.peerPid, one.pid];
  return (
    <>
      {attempt > 1 && <p className="text-quiet text-sm">{text('attempt', { attempt: one.attempt })}</p>}
      <Process one={one} words="jobTransfers" tone={toneOf(one)} explained={explained}>
        {(['consumerPid', 'providerPid'] as const).map((name, at) => (
          <p key={name}>
            {text(name)}: {numbers[at] == null ? '—' : <Code copyable>{numbers[at]}</Code>}
          </p>
        ))}
      </Process>
    </>
  );
}

function isUnderWay({ state }: JobTransferView): boolean {
  return state !== 'COMPLETED' && state !== 'TERMINATED';
}

function toneOf({ state }: JobTransferView): Tone {
  if (state === 'COMPLETED') return 'good';
  return state === 'TERMINATED' ? 'bad' : 'warn';
}
