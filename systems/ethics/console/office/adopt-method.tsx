import { Button, Form, NumberField, TextArea, useText, useToast } from '@finharbor/ui';
import { type ReactElement, useState } from 'react';
import { ethics, ethicsRoutes } from '../api.ts';
import { noText, Pair } from '../pair.tsx';
import { useSend } from '../send.ts';

const components = ['reviews', 'conditions', 'breaches', 'disclosure', 'declaration'] as const;
const measures = ['advice', 'criticism', 'removal'] as const;
type Numbers = Readonly<Record<string, number | undefined>>;

/** Adopts the next version of how firms are rated. */
export function AdoptMethod({ version }: { readonly version: number }): ReactElement {
  const text = useText('ethicsOffice');
  const toast = useToast();
  const [weights, setWeights] = useState<Numbers>({});
  const [points, setPoints] = useState<Numbers>({});
  const [bands, setBands] = useState('');
  const [note, setNote] = useState(noText);
  const adopt = useSend({
    route: ethicsRoutes.postMethod,
    body: () => ({
      ...{ version, note, bands: bandsOf(bands) },
      weights: of(components, weights),
      breachPoints: of(measures, points),
    }),
    send: (body: Parameters<typeof ethics.postMethod>[0]['body']) => ethics.postMethod({ body }),
    onDone: () => toast({ title: text('adopted', { version }) }),
  });
  return (
    <Form onSubmit={() => adopt.mutate()} error={adopt.error}>
      <p className="mb-4">{text('methodHelp', { version })}</p>
      <NumberFields label="weight" name="weights" keys={components} value={weights} onChange={setWeights} />
      <NumberFields label="lost" name="breachPoints" keys={measures} value={points} onChange={setPoints} />
      <TextArea
        label={text('bands')}
        name="bands"
        rows={4}
        value={bands}
        onChange={setBands}
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
      <Button type="submit" variant="primary" pending={adopt.isPending}>
        {text('adopt', { version })}
      </Button>
    </Form>
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
    <div id={`field-${name}`}>
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
    </div>
  );
}

function of(keys: readonly string[], value: Numbers): Numbers {
  return Object.fromEntries(keys.map((key) => [key, value[key]]));
}

/** A line is a band: the least points it asks for, then its name. */
function bandsOf(text: string): readonly { readonly name: string; readonly from: number }[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const [from, ...name] = line.split(/\s+/);
      return { name: name.join(' '), from: Number(from) };
    });
}
