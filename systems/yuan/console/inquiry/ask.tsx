import {
  Button,
  Checkbox,
  DateField,
  Form,
  NumberField,
  newId,
  PageHeader,
  Select,
  TextArea,
  TextField,
  useText,
} from '@finharbor/ui';
import { type SubjectKind, usualEmbargoDays } from '@finharbor/yuan/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { yuan } from '../api.ts';
import { BasisFields, emptyBasis } from './basis-fields.tsx';
import { beginOf, endOf } from './days.ts';

const kinds = ['wallet', 'payer', 'payee'] as const satisfies readonly SubjectKind[];

/** An authority asks who is behind a wallet or a payment. */
export function Screen(): ReactElement {
  const text = useText('yuanInquiry');
  const navigate = useNavigate();
  const client = useQueryClient();
  const [id, setId] = useState(newId);
  const [basis, setBasis] = useState(emptyBasis);
  const [subjectKind, setKind] = useState<SubjectKind>('wallet');
  const [subject, setSubject] = useState('');
  const [withIdentity, setIdentity] = useState(true);
  const [from, setFrom] = useState<string>();
  const [until, setUntil] = useState<string>();
  const [reason, setReason] = useState('');
  const [embargoDays, setEmbargo] = useState<number | undefined>(usualEmbargoDays);
  const asking = useMutation({
    async mutationFn() {
      const body = {
        ...basis,
        ...{ id, subjectKind, subject, withIdentity, reason },
        fromMs: from === undefined ? null : beginOf(from),
        untilMs: until === undefined ? null : endOf(until),
        embargoDays: embargoDays ?? usualEmbargoDays,
      };
      return (await yuan.postInquiry({ body })).body;
    },
    async onSuccess(asked) {
      await client.invalidateQueries({ queryKey: ['yuan', 'inquiries'] });
      await navigate({ to: `/app/lawful-requests/${asked.id}` });
    },
    onError: () => setId(newId()),
  });
  return (
    <>
      <PageHeader title={text('new')} lead={text('newLead')} />
      <Form onSubmit={() => asking.mutate()} error={asking.error}>
        <BasisFields value={basis} onChange={(part) => setBasis((before) => ({ ...before, ...part }))} />
        <Select
          label={text('subjectKind')}
          name="subjectKind"
          options={kinds.map((one) => ({ id: one, label: text(`kind.${one}`) }))}
          selected={subjectKind}
          onChange={setKind}
        />
        <TextField
          label={text(subjectKind === 'wallet' ? 'walletNumber' : 'paymentNumber')}
          name="subject"
          value={subject}
          onChange={setSubject}
          isRequired
        />
        <Checkbox isSelected={withIdentity} onChange={setIdentity} name="withIdentity">
          {text('withIdentity')}
        </Checkbox>
        <Term from={from} until={until} onFrom={setFrom} onUntil={setUntil} />
        <TextArea label={text('reason')} name="reason" value={reason} onChange={setReason} isRequired />
        <NumberField
          label={text('embargo')}
          description={text('embargoHelp')}
          name="embargoDays"
          value={embargoDays}
          onChange={setEmbargo}
          minValue={0}
          maxValue={365}
        />
        <Button type="submit" variant="primary" pending={asking.isPending}>
          {text('send')}
        </Button>
      </Form>
    </>
  );
}

type TermProps = {
  readonly from: string | undefined;
  readonly until: string | undefined;
  readonly onFrom: (day: string | undefined) => void;
  readonly onUntil: (day: string | undefined) => void;
};

/** The days whose movements are asked for. */
function Term({ from, until, onFrom, onUntil }: TermProps): ReactElement {
  const text = useText('yuanInquiry');
  return (
    <>
      <DateField label={text('from')} description={text('movementsHelp')} value={from} onChange={onFrom} />
      <DateField label={text('until')} value={until} onChange={onUntil} />
    </>
  );
}
