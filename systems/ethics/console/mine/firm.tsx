import type { FirmView, ReportedCondition } from '@finharbor/ethics/contract';
import {
  Button,
  Dialog,
  Form,
  Query,
  Section,
  TextArea,
  TextLink,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { ethics, ethicsRoutes } from '../api.ts';
import { ConditionTable } from '../condition-table.tsx';
import { useSend } from '../send.ts';
import { Disclose } from './disclose.tsx';

type Params = Parameters<typeof ethics.getFirm>[0]['params'];

/** How a firm stands, its conditions, on which it reports, and what it discloses each year. */
export function MyFirm({ uscc }: { readonly uscc: string }): ReactElement {
  const text = useText('ethicsOffice');
  const [of, setOf] = useState<ReportedCondition>();
  const firm = useQuery({
    queryKey: ['ethics', 'firm', uscc],
    queryFn: async ({ signal }) => (await ethics.getFirm({ params: { uscc } as Params, signal })).body,
  });
  return (
    <>
      <Section title={text('standing')}>
        <Query query={firm}>{(one) => <Standing of={one} />}</Query>
      </Section>
      <Section title={text('tab.conditions')}>
        <ConditionTable
          what={['own-conditions']}
          read={async (cursor, signal) =>
            (await ethics.listOwnConditions({ query: cursor ? { cursor } : {}, signal })).body
          }
          act={(one) =>
            one.metOn === null ? (
              <Button onPress={() => setOf(one)}>
                {text('reportOf', { number: one.number, place: one.place })}
              </Button>
            ) : null
          }
        />
      </Section>
      {of && <Report of={of} onClose={() => setOf(undefined)} />}
      <Section title={text('disclose')}>
        <p className="mb-3 max-w-prose text-quiet">{text('discloseHelp')}</p>
        <Query query={firm}>{(one) => <Disclose firm={one} />}</Query>
      </Section>
    </>
  );
}

/** The rating as everybody sees it, and what can still be done about it. */
function Standing({ of }: { readonly of: FirmView }): ReactElement {
  const text = useText('ethicsOffice');
  const { number } = useFormat();
  const { rating, uscc, signatures } = of;
  const hasSigned = signatures.some(({ ending }) => ending === null);
  return (
    <>
      <p className="mb-1">
        {rating === null || rating.score === null
          ? text('unrated')
          : text('rated', { band: rating.band ?? '', score: number(rating.score) })}{' '}
        <TextLink href={`/app/ethics/firms/${uscc}`}>{text('madeOf')}</TextLink>
      </p>
      {!hasSigned && (
        <p>
          {text('unsigned')} <TextLink href="/app/ethics/declaration">{text('toDeclaration')}</TextLink>
        </p>
      )}
    </>
  );
}

function Report({
  of: { number, place, what, report: before },
  onClose,
}: {
  readonly of: ReportedCondition;
  readonly onClose: () => void;
}): ReactElement {
  const text = useText('ethicsOffice');
  const [report, setReport] = useState(before ?? '');
  const send = useSend({
    route: ethicsRoutes.putReport,
    body: () => ({ report }),
    send: (body: Parameters<typeof ethics.putReport>[0]['body']) =>
      ethics.putReport({ params: { number, place: String(place) }, body }),
    onDone: onClose,
  });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={text('reportOf', { number, place })}
      actions={
        <Button variant="primary" pending={send.isPending} onPress={() => send.mutate()}>
          {text('sendReport')}
        </Button>
      }
    >
      <p className="mb-4">
        <Verbatim>{what}</Verbatim>
      </p>
      <Form onSubmit={() => send.mutate()} error={send.error}>
        <TextArea
          label={text('reportField')}
          name="report"
          value={report}
          onChange={setReport}
          description={text('reportHelp')}
          isRequired
        />
      </Form>
    </Dialog>
  );
}
