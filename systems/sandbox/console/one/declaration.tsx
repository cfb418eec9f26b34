import type { ProjectView } from '@finharbor/sandbox/contract';
import { DescriptionList, type Say, Section, useFormat, useText, Verbatim } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { Compare, type Version } from '../compare.tsx';
import type { ProjectProps } from './page.tsx';

type Declared = ProjectView['versions'][number];

/** The declaration as it stands, and what other versions said. */
export function Declaration({ one: { versions } }: ProjectProps): ReactElement {
  const text = useText('pilot');
  const { date } = useFormat();
  const [latest] = versions;
  const named = versions.map(
    (one): Version => ({
      version: one.version,
      label: text('version', { n: one.version, day: date(one.atMs) }),
      values: valuesOf(one, text),
    }),
  );
  return (
    <>
      {versions.length > 1 && (
        <Section title={text('compare.title')}>
          <Compare versions={named} labelOf={(name) => text(`field.${name}`)} />
        </Section>
      )}
      {latest && (
        <Section title={named[0]!.label}>
          <DescriptionList
            items={Object.entries(named[0]!.values).map(([name, said]) => ({
              term: text(`field.${name}`),
              value: <Verbatim>{said}</Verbatim>,
            }))}
          />
        </Section>
      )}
    </>
  );
}

function valuesOf({ declaration, safeguards }: Declared, text: Say): Version['values'] {
  const { kind, ...said } = declaration;
  const all = [['kind', text(`applicationKind.${kind}`)], ...Object.entries({ ...said, ...safeguards })];
  return Object.fromEntries(all.map(([name, value]) => [name, String(value)]));
}
