import { type DeliveryResult, deliveryResult, type JobView } from '@finharbor/harbor/contract';
import { codeOf } from '@finharbor/kernel/contract';
import { Code, DescriptionList, Grid, LinkButton, Stat, useFormat, useText } from '@finharbor/ui';
import { usePlace, useWho } from '@finharbor/ui/screens';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { node } from '../api.ts';
import { usePartyName } from '../parties/names.ts';

type Props = { readonly job: Pick<JobView, 'id' | 'roster' | 'status' | 'result'> };

/** What came of a delivery: at its consumer the file, at its provider what left. */
export function Delivered({ job }: Props): ReactElement | null {
  const { data: result } = deliveryResult.safeParse(job.result);
  return result ? <Outcome job={job} result={result} /> : null;
}

function Outcome({ job, result }: Props & { readonly result: DeliveryResult }): ReactElement {
  const text = useText('delivery');
  const nameOf = usePartyName();
  const { number, bytes } = useFormat();
  const { party } = usePlace();
  const [consumer = ''] = job.roster;
  return (
    <>
      <Grid>
        <Stat label={text('result.rows')} value={number(result.rows)} />
        <Stat label={text('result.bytes')} value={bytes(result.bytes)} />
      </Grid>
      <div className="mt-6" />
      <DescriptionList
        items={[
          { term: text('result.came'), value: text(`way.${result.way}`) },
          {
            term: text('result.sha256'),
            value: (
              <>
                <Code copyable>{result.sha256}</Code>
                <p className="text-quiet text-sm">{text('result.sha256Help')}</p>
              </>
            ),
          },
        ]}
      />
      {party === consumer ? (
        <File job={job} />
      ) : (
        <p className="mb-6">{text('result.left', { party: nameOf(consumer) })}</p>
      )}
    </>
  );
}

function useDelivery(job: string) {
  return useQuery({
    queryKey: ['harbor', 'jobs', job, 'delivery'],
    queryFn: async () => (await node.getDelivery({ params: { id: job } })).body,
    retry: (count, error) => codeOf(error) !== 'delivery.none' && count < 2,
  });
}

/** The file, while it is there; whoever may save it has it streamed by the browser itself, however large. */
function File({ job: { id } }: Props): ReactElement | null {
  const text = useText('delivery');
  const { dateTime } = useFormat();
  const isAnalyst = useWho()?.roles.includes('analyst') ?? false;
  const { data, error } = useDelivery(id);
  if (codeOf(error) === 'delivery.none') return <p className="mb-6">{text('result.gone')}</p>;
  if (!data) return null;
  if (data.deletedAtMs !== null)
    return <p className="mb-6">{text('result.deleted', { on: dateTime(data.deletedAtMs) })}</p>;
  return (
    <div className="no-print mb-6">
      {isAnalyst ? (
        <LinkButton href={`/jobs/${id}/file`} variant="primary" download={`delivery-${id}.csv`}>
          {text('result.save')}
        </LinkButton>
      ) : (
        <p>{text('result.analyst')}</p>
      )}
      {data.keepUntilMs !== null && (
        <p className="mt-2 text-quiet text-sm">
          {text('result.keepUntil', { on: dateTime(data.keepUntilMs) })}
        </p>
      )}
    </div>
  );
}

/** How much of a delivery that ended before its time had left its holder. */
export function LeftBefore({ job }: Props): ReactElement | null {
  const text = useText('delivery');
  const { bytes } = useFormat();
  const { data } = useDelivery(job.id);
  const isOwn = usePlace().party !== job.roster[0];
  return data && isOwn ? <p>{text('result.part', { bytes: bytes(data.bytes) })}</p> : null;
}
