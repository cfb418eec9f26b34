import { Checkbox, EmptyState, Select, useText, Verbatim } from '@finharbor/ui';
import { type ReactElement, useState } from 'react';

/** A version of something, by field. */
export type Version = {
  readonly version: number;
  readonly label: string;
  readonly values: Readonly<Record<string, string>>;
};

type CompareProps = {
  /** The latest first; at least two. */
  readonly versions: readonly Version[];
  readonly labelOf: (field: string) => string;
};

/** Two versions side by side: what differs, and on demand all of it. */
export function Compare({ versions, labelOf }: CompareProps): ReactElement {
  const text = useText('pilot');
  const [chosen, setChosen] = useState({ before: versions[1]!.version, after: versions[0]!.version });
  const [isAll, setAll] = useState(false);
  const of = (version: number): Version => versions.find((one) => one.version === version) ?? versions[0]!;
  const [before, after] = [of(chosen.before), of(chosen.after)];
  const names = [...new Set([...Object.keys(before.values), ...Object.keys(after.values)])];
  const shown = names.filter((name) => isAll || before.values[name] !== after.values[name]);
  const options = versions.map(({ version, label }) => ({ id: String(version), label }));
  return (
    <>
      <div className="grid gap-x-4 sm:grid-cols-2">
        {(['before', 'after'] as const).map((side) => (
          <Select
            key={side}
            label={text(`compare.${side}`)}
            options={options}
            selected={String(chosen[side])}
            onChange={(version) => setChosen({ ...chosen, [side]: Number(version) })}
          />
        ))}
      </div>
      <Checkbox isSelected={isAll} onChange={setAll}>
        {text('compare.all')}
      </Checkbox>
      {shown.length === 0 && <EmptyState title={text('compare.same')} />}
      {shown.length > 0 && <Differences {...{ before, after, shown, labelOf }} />}
    </>
  );
}

type DifferencesProps = {
  readonly before: Version;
  readonly after: Version;
  readonly shown: readonly string[];
  readonly labelOf: (field: string) => string;
};

function Differences({ before, after, shown, labelOf }: DifferencesProps): ReactElement {
  const text = useText('pilot');
  return (
    <dl className="mt-3">
      {shown.map((name) => {
        const [old, now] = [before.values[name] ?? '', after.values[name] ?? ''];
        return (
          <div key={name} className="mb-4">
            <dt className="mb-1 font-medium">
              {labelOf(name)}{' '}
              {old !== now && <span className="text-sm text-warn">{text('compare.changed')}</span>}
            </dt>
            <dd className="grid gap-2 sm:grid-cols-2">
              <Side label={before.label} tone={old === now ? '' : 'bg-bad-soft'} said={old} />
              <Side label={after.label} tone={old === now ? '' : 'bg-good-soft'} said={now} />
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

type SideProps = { readonly label: string; readonly tone: string; readonly said: string };

function Side({ label, tone, said }: SideProps): ReactElement {
  const text = useText('pilot');
  return (
    <div
      className={`min-w-0 rounded-md border border-line px-3 py-2 wrap-anywhere whitespace-pre-line ${tone}`}
    >
      <p className="text-quiet text-xs">{label}</p>
      {said === '' ? text('compare.nothing') : <Verbatim>{said}</Verbatim>}
    </div>
  );
}
