import type { Emergency } from '@finharbor/access/governance';
import { clock, DataTable, EmptyState, Query, useFormat, useText, Verbatim } from '@finharbor/ui';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { govern } from './api.ts';

const askAgainMs = 30_000;

function useEmergencies(): UseQueryResult<readonly Emergency[]> {
  return useQuery({
    queryKey: ['emergencies'],
    queryFn: async () => (await govern.listEmergencies({})).body,
    refetchInterval: askAgainMs,
  });
}

/** While the emergency account is open, everybody at the process is told on every screen. */
export function EmergencyBanner(): ReactElement | null {
  const text = useText('govern');
  const { dateTime } = useFormat();
  const open = useEmergencies().data?.find(({ endsAtMs }) => endsAtMs !== null && endsAtMs > clock.nowMs());
  if (!open) return null;
  return (
    <p
      role="alert"
      className="border-bad border-b-2 bg-bad-soft px-4 py-2 text-center font-semibold text-bad"
    >
      {text('emergency.now', { until: dateTime(open.endsAtMs!), reason: open.reason })}
    </p>
  );
}

/** What the emergency account was used for. */
export function Emergencies(): ReactElement {
  const text = useText('govern');
  const emergencies = useEmergencies();
  return (
    <>
      <p className="mb-4 max-w-prose text-quiet">{text('emergency.listLead')}</p>
      <Query query={emergencies} shape="table">
        {(rows) => <EmergencyTable rows={rows} />}
      </Query>
    </>
  );
}

function EmergencyTable({ rows }: { readonly rows: readonly Emergency[] }): ReactElement {
  const text = useText('govern');
  const { dateTime } = useFormat();
  const at = (atMs: number | null): string => (atMs === null ? text('emergency.unused') : dateTime(atMs));
  return (
    <DataTable
      caption={text('tab.emergencies')}
      rows={rows}
      rowKey={({ id }) => id}
      empty={<EmptyState title={text('emergency.none')} body={text('emergency.noneHelp')} />}
      columns={[
        { id: 'issued', header: text('emergency.issued'), cell: ({ issuedAtMs }) => dateTime(issuedAtMs) },
        {
          id: 'by',
          header: text('emergency.by'),
          cell: ({ issuedBy }) => <Verbatim>{issuedBy}</Verbatim>,
        },
        { id: 'reason', header: text('reason'), cell: ({ reason }) => <Verbatim>{reason}</Verbatim> },
        { id: 'opened', header: text('emergency.opened'), cell: ({ openedAtMs }) => at(openedAtMs) },
        { id: 'ended', header: text('emergency.ended'), cell: ({ endsAtMs }) => at(endsAtMs) },
      ]}
    />
  );
}
