import { type Field, fields, keysOf } from '@finharbor/ethics/contract';
import { Button, Form, newId, Select, TextField, useBilingual, useText, useToast } from '@finharbor/ui';
import { type ReactElement, useState } from 'react';
import { ethics, ethicsRoutes } from '../api.ts';
import { useSend } from '../send.ts';
import { isCode } from '../uscc.ts';
import { OfficeAndDays, type TermFilled, termBody, termWrong } from './term-fields.tsx';

type Filled = {
  readonly account: string;
  readonly name: string;
  readonly field: Field | undefined;
  readonly employer: string;
  readonly employerUscc: string;
  readonly term: TermFilled;
};
const nothing: Filled = {
  ...{ account: '', name: '', field: undefined, employer: '', employerUscc: '' },
  term: { fromOn: undefined, lastOn: undefined, office: 'member' },
};

/** Appoints a member for a field and a first term. */
export function Appoint(): ReactElement {
  const text = useText('ethicsOffice');
  const toast = useToast();
  const [id, setId] = useState(newId);
  const [filled, setFilled] = useState(nothing);
  const set = (more: Partial<Filled>): void => setFilled({ ...filled, ...more });
  const send = useSend({
    route: ethicsRoutes.postMember,
    body: () => {
      const { employerUscc, term, ...rest } = filled;
      const code = employerUscc.trim().toUpperCase();
      return { id, ...rest, ...termBody(term), employerUscc: code === '' ? null : code };
    },
    wrong: () => [
      ...termWrong(filled.term, text),
      ...(isCodeOrEmpty(filled.employerUscc)
        ? []
        : [{ pointer: '/employerUscc', detail: text('usccWrong') }]),
    ],
    send: (body: Parameters<typeof ethics.postMember>[0]['body']) => ethics.postMember({ body }),
    onDone: () => {
      setId(newId());
      setFilled(nothing);
      toast({ title: text('appointed') });
    },
  });
  return (
    <Form onSubmit={() => send.mutate()} error={send.error}>
      <Who filled={filled} set={set} />
      <OfficeAndDays term={filled.term} onChange={(term) => set({ term })} />
      <Button type="submit" variant="primary" pending={send.isPending}>
        {text('appoint')}
      </Button>
    </Form>
  );
}

type WhoProps = { readonly filled: Filled; readonly set: (more: Partial<Filled>) => void };

function Who({ filled, set }: WhoProps): ReactElement {
  const text = useText('ethicsOffice');
  const say = useBilingual();
  return (
    <>
      <TextField
        label={text('account')}
        name="account"
        value={filled.account}
        onChange={(account) => set({ account })}
        description={text('accountHelp')}
        autoComplete="off"
        isRequired
      />
      <TextField
        label={text('name')}
        name="name"
        value={filled.name}
        onChange={(name) => set({ name })}
        description={text('nameHelp')}
        isRequired
      />
      <Select
        label={text('field')}
        name="field"
        options={keysOf(fields).map((id) => ({ id, label: say(fields[id]) }))}
        selected={filled.field}
        onChange={(field) => set({ field })}
        isRequired
      />
      <TextField
        label={text('employer')}
        name="employer"
        value={filled.employer}
        onChange={(employer) => set({ employer })}
        isRequired
      />
      <TextField
        label={text('employerUscc')}
        name="employerUscc"
        value={filled.employerUscc}
        onChange={(employerUscc) => set({ employerUscc })}
        description={text('employerUsccHelp')}
      />
    </>
  );
}

function isCodeOrEmpty(text: string): boolean {
  return text.trim() === '' || isCode(text);
}
