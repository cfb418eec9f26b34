import { type ByHead, type FirmView, type Head, heads, keysOf } from '@finharbor/ethics/contract';
import {
  Button,
  clock,
  dayOf,
  Form,
  Query,
  Select,
  TextArea,
  TextField,
  useBilingual,
  useText,
  useToast,
} from '@finharbor/ui';
import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { ethics, ethicsRoutes } from '../api.ts';
import { useSend } from '../send.ts';

type Params = Parameters<typeof ethics.getFirm>[0]['params'];

/** What a firm says for a year by the seven heads; it begins with what it said last. */
export function Disclose({ uscc }: { readonly uscc: string }): ReactElement {
  const params = { uscc } as Params;
  const query = useQuery({
    queryKey: ['ethics', 'firm', uscc],
    queryFn: async ({ signal }) => (await ethics.getFirm({ params, signal })).body,
  });
  return <Query query={query}>{(firm) => <Fill params={params} firm={firm} />}</Query>;
}

const nothing: ByHead = {
  ...{ integrity: '', data: '', inclusion: '', openness: '', competition: '', risk: '', green: '' },
};

function Fill({
  params,
  firm: { name, disclosures },
}: {
  readonly params: Params;
  readonly firm: FirmView;
}): ReactElement {
  const text = useText('ethicsOffice');
  const say = useBilingual();
  const toast = useToast();
  const thisYear = Number(dayOf(clock.nowMs()).slice(0, 4));
  const years = [thisYear - 1, thisYear, thisYear - 2].map(String);
  const saidFor = (year: string): ByHead =>
    disclosures.find((one) => String(one.year) === year)?.heads ?? disclosures[0]?.heads ?? nothing;
  const [year, setYear] = useState(years[0]!);
  const [firm, setFirm] = useState(name ?? '');
  const [said, setSaid] = useState(() => saidFor(years[0]!));
  const send = useSend({
    route: ethicsRoutes.putDisclosure,
    body: () => ({ firm, heads: said }),
    send: (body: Parameters<typeof ethics.putDisclosure>[0]['body']) =>
      ethics.putDisclosure({ params: { ...params, year: Number(year) }, body }),
    onDone: () => toast({ title: text('disclosed', { year }) }),
  });
  return (
    <Form onSubmit={() => send.mutate()} error={send.error}>
      <Select
        label={text('year')}
        name="year"
        options={years.map((id) => ({ id, label: id }))}
        selected={year}
        onChange={(next) => {
          setYear(next);
          setSaid(saidFor(next));
        }}
      />
      <TextField label={text('firmName')} name="firm" value={firm} onChange={setFirm} isRequired />
      <div id="field-heads">
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
      </div>
      <Button type="submit" variant="primary" pending={send.isPending}>
        {text('disclose')}
      </Button>
    </Form>
  );
}
