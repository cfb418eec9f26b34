import { type ByHead, type FirmView, type Head, heads, keysOf } from '@finharbor/ethics/contract';
import {
  Button,
  clock,
  dayOf,
  Form,
  Select,
  TextArea,
  TextField,
  useBilingual,
  useFormat,
  useText,
  useToast,
  useUnsaved,
} from '@finharbor/ui';
import { type ReactElement, useState } from 'react';
import { ethics, ethicsRoutes } from '../api.ts';
import { useSend } from '../send.ts';

const nothing: ByHead = {
  ...{ integrity: '', data: '', inclusion: '', openness: '', competition: '', risk: '', green: '' },
};

/** What a firm says for a year by the seven heads; it begins with what it said last. */
export function Disclose({ firm: { uscc, name, disclosures } }: { readonly firm: FirmView }): ReactElement {
  const text = useText('ethicsOffice');
  const say = useBilingual();
  const toast = useToast();
  const thisYear = Number(dayOf(clock.nowMs()).slice(0, 4));
  const years = [thisYear - 1, thisYear, thisYear - 2].map(String);
  const ofYear = (year: string) => disclosures.find((one) => String(one.year) === year);
  const saidFor = (year: string): ByHead => ofYear(year)?.heads ?? disclosures[0]?.heads ?? nothing;
  const [year, setYear] = useState(years[0]!);
  const [firm, setFirm] = useState(name ?? '');
  const [said, setSaid] = useState(() => saidFor(years[0]!));
  const isTyped = keysOf(heads).some((head) => said[head] !== saidFor(year)[head]);
  useUnsaved(isTyped);
  const send = useSend({
    route: ethicsRoutes.putDisclosure,
    body: () => ({ firm, heads: said }),
    send: (body: Parameters<typeof ethics.putDisclosure>[0]['body']) =>
      ethics.putDisclosure({ params: { uscc: uscc as OfFirm['uscc'], year: Number(year) }, body }),
    onDone: () => toast({ title: text('disclosed', { year }) }),
  });
  return (
    <Form onSubmit={() => send.mutate()} error={send.error} scope="disclosure">
      <Select
        label={text('year')}
        name="year"
        options={years.map((id) => ({ id, label: id }))}
        selected={year}
        onChange={(next) => {
          setYear(next);
          // What was typed is kept for the year it is meant for.
          if (!isTyped) setSaid(saidFor(next));
        }}
      />
      <Standing of={ofYear(year)} />
      <TextField label={text('firmName')} name="firm" value={firm} onChange={setFirm} isRequired />
      {keysOf(heads).map((head: Head) => (
        <TextArea
          key={head}
          label={say(heads[head])}
          name={`heads/${head}`}
          value={said[head]}
          onChange={(value) => setSaid({ ...said, [head]: value })}
          isRequired
        />
      ))}
      <Button type="submit" variant="primary" pending={send.isPending}>
        {text('disclose')}
      </Button>
    </Form>
  );
}

type OfFirm = Parameters<typeof ethics.putDisclosure>[0]['params'];

/** Whether the firm has disclosed for a year. */
function Standing({ of }: { readonly of: FirmView['disclosures'][number] | undefined }): ReactElement {
  const text = useText('ethicsOffice');
  const { date } = useFormat();
  return (
    <p role="status" className="mb-4 text-quiet text-sm">
      {of ? text('disclosedOn', { revision: of.revision, on: date(of.atMs) }) : text('notDisclosed')}
    </p>
  );
}
