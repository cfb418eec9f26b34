import type { MemberView, Term } from '@finharbor/ethics/contract';
import { Button, Dialog, Form, Select, useText, useToast, Verbatim } from '@finharbor/ui';
import { type ReactElement, useState } from 'react';
import { ethics, ethicsRoutes } from '../api.ts';
import { dayBefore } from '../days.ts';
import { useSend } from '../send.ts';
import { useTerm } from '../terms.tsx';
import { OfficeAndDays, type TermFilled, termBody, termWrong } from './term-fields.tsx';

const further = 'further';

/** Ends or prolongs a term that there is, or gives its member a further one. */
export function TermDialog({
  of: { id, name, terms },
  onClose,
}: {
  readonly of: MemberView;
  readonly onClose: () => void;
}): ReactElement {
  const text = useText('ethicsOffice');
  const toast = useToast();
  const said = useTerm();
  const last = terms.at(-1);
  const [which, setWhich] = useState(last?.fromOn ?? further);
  const [term, setTerm] = useState(() => filledOf(last));
  const set = useSend({
    route: ethicsRoutes.putTerm,
    body: () => {
      const { fromOn: _in, ...body } = termBody(term);
      return body;
    },
    wrong: () => [
      ...(term.fromOn === undefined ? [{ pointer: '/fromOn', detail: text('fault.missing') }] : []),
      ...termWrong(term, text),
    ],
    send: (body: Parameters<typeof ethics.putTerm>[0]['body']) =>
      ethics.putTerm({ params: { id, fromOn: term.fromOn! }, body }),
    onDone: () => {
      toast({ title: text('termKept'), isPassing: true });
      onClose();
    },
  });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={text('setTerm')}
      actions={
        <Button variant="primary" pending={set.isPending} onPress={() => set.mutate()}>
          {text('save')}
        </Button>
      }
    >
      <p className="mb-4">
        <Verbatim>{name}</Verbatim>
      </p>
      <Form onSubmit={() => set.mutate()} error={set.error} scope="term">
        <Select
          label={text('whichTerm')}
          options={[
            ...terms.map((one) => ({ id: one.fromOn, label: text('thisTerm', { term: said(one) }) })),
            { id: further, label: text('furtherTerm') },
          ]}
          selected={which}
          onChange={(next) => {
            setWhich(next);
            setTerm(
              next === further
                ? { fromOn: last?.untilOn, lastOn: undefined, office: last?.office ?? 'member' }
                : filledOf(terms.find(({ fromOn }) => fromOn === next)),
            );
          }}
        />
        <OfficeAndDays term={term} onChange={setTerm} hasFirst={which === further} />
      </Form>
    </Dialog>
  );
}

function filledOf(term: Term | undefined): TermFilled {
  return {
    fromOn: term?.fromOn,
    lastOn: term && dayBefore(term.untilOn),
    office: term?.office ?? 'member',
  };
}
