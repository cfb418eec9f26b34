import { components, type MethodView } from '@finharbor/ethics/contract';
import type { FieldError } from '@finharbor/kernel/contract';
import {
  Button,
  ConfirmDialog,
  Form,
  NumberField,
  type Say,
  TextArea,
  useText,
  useToast,
  useUnsaved,
} from '@finharbor/ui';
import { type ReactElement, useState } from 'react';
import { ethics, ethicsRoutes } from '../api.ts';
import { linesOf, noText, Pair } from '../pair.tsx';
import { useAsked } from '../send.ts';

const measures = ['advice', 'criticism', 'removal'] as const;
type Numbers = Readonly<Record<string, number | undefined>>;
type Filled = { readonly weights: Numbers; readonly breachPoints: Numbers; readonly bands: string };

/** Adopts the next version of how firms are rated; it begins with the one in force. */
export function AdoptMethod({ latest }: { readonly latest: MethodView | undefined }): ReactElement {
  const text = useText('ethicsOffice');
  const toast = useToast();
  const version = (latest?.version ?? 0) + 1;
  const [filled, setFilled] = useState(() => filledOf(latest));
  const [note, setNote] = useState(latest?.note ?? noText);
  const { weights, breachPoints, bands } = filled;
  const set = (more: Partial<Filled>): void => setFilled({ ...filled, ...more });
  const isAsBefore = saidBy(filled) === saidBy(filledOf(latest));
  const wrong = (): readonly FieldError[] =>
    latest && isAsBefore
      ? [{ pointer: '/bands', detail: text('asBefore', { version: latest.version }) }]
      : wrongIn(filled, text);
  const adopt = useAsked({
    route: ethicsRoutes.postMethod,
    body: () => ({ version, note, weights, breachPoints, bands: bandsOf(bands) }),
    wrong,
    send: (body: Parameters<typeof ethics.postMethod>[0]['body']) => ethics.postMethod({ body }),
    onDone: () => toast({ title: text('adopted', { version }) }),
  });
  useUnsaved(!isAsBefore);
  return (
    <>
      <Form onSubmit={adopt.ask} error={adopt.error} scope="method">
        <p className="mb-4">{text('methodHelp', { version })}</p>
        <NumberFields
          label="weight"
          name="weights"
          keys={components}
          value={weights}
          onChange={(next) => set({ weights: next })}
        />
        <NumberFields
          label="lost"
          name="breachPoints"
          keys={measures}
          value={breachPoints}
          onChange={(next) => set({ breachPoints: next })}
        />
        <TextArea
          label={text('bands')}
          name="bands"
          rows={4}
          value={bands}
          onChange={(next) => set({ bands: next })}
          description={text('bandsHelp')}
          isRequired
        />
        <Pair
          label={text('methodNote')}
          name="note"
          value={note}
          onChange={setNote}
          description={text('methodNoteHelp')}
        />
        <Button type="submit" variant="primary">
          {text('adopt', { version })}
        </Button>
      </Form>
      <ConfirmDialog
        {...adopt.question}
        title={text('adoptMethodAsk', { version })}
        body={text('adoptMethodBody')}
        confirmLabel={text('adoptNow')}
      />
    </>
  );
}

function NumberFields({
  label,
  name,
  keys,
  value,
  onChange,
}: {
  readonly label: 'weight' | 'lost';
  readonly name: string;
  readonly keys: readonly string[];
  readonly value: Numbers;
  readonly onChange: (value: Numbers) => void;
}): ReactElement {
  const text = useText('ethicsOffice');
  return (
    <>
      {keys.map((key) => (
        <NumberField
          key={key}
          label={text(`${label}.${key}`)}
          name={`${name}/${key}`}
          minValue={0}
          maxValue={1_000}
          value={value[key]}
          onChange={(next) => onChange({ ...value, [key]: next })}
          isRequired
        />
      ))}
    </>
  );
}

function filledOf(latest: MethodView | undefined): Filled {
  return {
    weights: numbersOf(components, latest?.weights),
    breachPoints: numbersOf(measures, latest?.breachPoints),
    bands: (latest?.bands ?? []).map(({ from, name }) => `${from} ${name}`).join('\n'),
  };
}

/** What is wrong with it that one field alone does not show. */
function wrongIn({ weights, bands }: Filled, text: Say): readonly FieldError[] {
  const given = components.flatMap((component) => weights[component] ?? []);
  return [
    ...(given.length === components.length && given.every((one) => one === 0)
      ? [{ pointer: '/weights/reviews', detail: text('weightsWrong') }]
      : []),
    ...(bands.trim() !== '' && !areInOrder(bandsOf(bands))
      ? [{ pointer: '/bands', detail: text('bandsWrong') }]
      : []),
  ];
}

/** What it comes to, however its bands were typed. */
function saidBy({ bands, ...numbers }: Filled): string {
  return JSON.stringify({ ...numbers, bands: bandsOf(bands) });
}

function numbersOf(keys: readonly string[], value: Numbers = {}): Numbers {
  return Object.fromEntries(keys.map((key) => [key, value[key]]));
}

type Band = { readonly name: string; readonly from: number };

/** A line is a band: the least points it asks for, then its name. */
function bandsOf(text: string): readonly Band[] {
  return linesOf(text).map((line) => {
    const [from, ...name] = line.split(/\s+/);
    return { name: name.join(' '), from: Number(from) };
  });
}

/** Each has a name and asks for less than the one before, the last for nothing: so that every rating has its band. */
function areInOrder(bands: readonly Band[]): boolean {
  return (
    bands.every(
      ({ name, from }, at) =>
        name !== '' && Number.isInteger(from) && from <= (at === 0 ? 1_000 : bands[at - 1]!.from - 1),
    ) && bands.at(-1)?.from === 0
  );
}
