import type { ReportedCondition } from '@finharbor/ethics/contract';
import { Button, Dialog, Form, RadioGroup, TextArea, useText, Verbatim } from '@finharbor/ui';
import { type ReactElement, useState } from 'react';
import { ethics, ethicsRoutes } from '../api.ts';
import { ConditionTable } from '../condition-table.tsx';
import { useSend } from '../send.ts';

/** Conditions that are not met, the first due first; the secretary checks what firms have reported. */
export function Conditions({ mayCheck }: { readonly mayCheck: boolean }): ReactElement {
  const text = useText('ethicsOffice');
  const [of, setOf] = useState<ReportedCondition>();
  return (
    <>
      <ConditionTable
        what={['conditions']}
        read={async (cursor, signal) =>
          (await ethics.listConditions({ query: cursor ? { cursor } : {}, signal })).body
        }
        act={(one) =>
          mayCheck && one.standing === 'reported' ? (
            <Button onPress={() => setOf(one)}>
              {text('checkOf', { number: one.number, place: one.place })}
            </Button>
          ) : null
        }
      />
      {of && <Check of={of} onClose={() => setOf(undefined)} />}
    </>
  );
}

function Check({
  of: { number, place, what, report },
  onClose,
}: {
  readonly of: ReportedCondition;
  readonly onClose: () => void;
}): ReactElement {
  const text = useText('ethicsOffice');
  const [verdict, setVerdict] = useState<'met' | 'more'>();
  const [answer, setAnswer] = useState('');
  const check = useSend({
    route: ethicsRoutes.postCheck,
    body: () => ({ isMet: verdict === undefined ? undefined : verdict === 'met', answer }),
    send: (body: Parameters<typeof ethics.postCheck>[0]['body']) =>
      ethics.postCheck({ params: { number, place: String(place) }, body }),
    onDone: onClose,
  });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={text('checkOf', { number, place })}
      actions={
        <Button variant="primary" pending={check.isPending} onPress={() => check.mutate()}>
          {text('saveCheck')}
        </Button>
      }
    >
      <p className="mb-2">
        <Verbatim>{what}</Verbatim>
      </p>
      <p className="mb-4 whitespace-pre-wrap text-quiet">
        <Verbatim>{report ?? ''}</Verbatim>
      </p>
      <Form onSubmit={() => check.mutate()} error={check.error}>
        <RadioGroup
          label={text('verdict')}
          name="isMet"
          options={[
            { id: 'met', label: text('isMet') },
            { id: 'more', label: text('moreToDo') },
          ]}
          selected={verdict}
          onChange={setVerdict}
          isRequired
        />
        <TextArea label={text('answer')} name="answer" value={answer} onChange={setAnswer} isRequired />
      </Form>
    </Dialog>
  );
}
