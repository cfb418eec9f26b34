import { type Interest, interests } from '@finharbor/ethics/contract';
import type { Route } from '@finharbor/kernel/contract';
import { Button, Form, newId, Select, TextField, useText, useToast } from '@finharbor/ui';
import { type ReactElement, type ReactNode, useState } from 'react';
import { useSend } from './send.ts';
import { isCode } from './uscc.ts';

const nothing = { uscc: '', kind: undefined as Interest | undefined, note: '' };

/** An interest in a firm: declared by its member, or found by the office, which says whose it is. */
export function InterestForm({
  route,
  more = {},
  send,
  children,
}: {
  readonly route: Pick<Route, 'body'>;
  /** What else the body has. */
  readonly more?: Readonly<Record<string, unknown>>;
  readonly send: (body: unknown) => Promise<unknown>;
  readonly children?: ReactNode;
}): ReactElement {
  const text = useText('ethicsOffice');
  const toast = useToast();
  const [id, setId] = useState(newId);
  const [filled, setFilled] = useState(nothing);
  const sending = useSend<unknown>({
    route,
    body: () => ({ ...more, id, ...filled, uscc: filled.uscc.trim().toUpperCase() }),
    wrong: () =>
      filled.uscc.trim() === '' || isCode(filled.uscc)
        ? []
        : [{ pointer: '/uscc', detail: text('usccWrong') }],
    send,
    onDone: () => {
      setId(newId());
      setFilled(nothing);
      toast({ title: text('interestKept') });
    },
  });
  return (
    <Form onSubmit={() => sending.mutate()} error={sending.error}>
      {children}
      <TextField
        label={text('uscc')}
        name="uscc"
        value={filled.uscc}
        onChange={(uscc) => setFilled({ ...filled, uscc })}
        description={text('usccHelp')}
        isRequired
      />
      <Select
        label={text('kind')}
        name="kind"
        options={interests.map((one) => ({ id: one, label: text(`interest.${one}`) }))}
        selected={filled.kind}
        onChange={(kind) => setFilled({ ...filled, kind })}
        isRequired
      />
      <TextField
        label={text('note')}
        name="note"
        value={filled.note}
        onChange={(note) => setFilled({ ...filled, note })}
        description={text('noteHelp')}
        isRequired
      />
      <Button type="submit" variant="primary" pending={sending.isPending}>
        {text('saveInterest')}
      </Button>
    </Form>
  );
}
