import type { ReportedCondition } from '@finharbor/ethics/contract';
import { Button, Dialog, Form, Section, TextArea, useText, Verbatim } from '@finharbor/ui';
import { type ReactElement, useState } from 'react';
import { ethics, ethicsRoutes } from '../api.ts';
import { ConditionTable } from '../condition-table.tsx';
import { useSend } from '../send.ts';
import { Disclose } from './disclose.tsx';

/** A firm's conditions, on which it reports, and what it discloses each year. */
export function MyFirm({ uscc }: { readonly uscc: string }): ReactElement {
  const text = useText('ethicsOffice');
  const [of, setOf] = useState<ReportedCondition>();
  return (
    <>
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
        <Disclose uscc={uscc} />
      </Section>
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
