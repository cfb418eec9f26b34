import type { Field, ProductView } from '@finharbor/harbor/contract';
import {
  Code,
  DataTable,
  DescriptionList,
  Section,
  useBilingual,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import type { ReactElement, ReactNode } from 'react';
import { useDeliveries } from '../delivery/ways.tsx';
import { usePartyName } from '../parties/names.ts';
import { useClassWords } from './class-words.ts';

/** What a product is, as everybody sees it; `more` are further facts about this version. */
export function ProductFacts({
  party,
  body,
  more = [],
}: {
  readonly party: string;
  readonly body: ProductView['body'];
  readonly more?: readonly { readonly term: string; readonly value: ReactNode }[];
}): ReactElement {
  const text = useText('harbor');
  const say = useBilingual();
  const { number } = useFormat();
  const nameOf = usePartyName();
  const classed = useClassWords();
  const delivery = useText('delivery');
  const deliveriesIn = useDeliveries();
  return (
    <>
      <DescriptionList
        items={[
          { term: text('catalogue.holder'), value: nameOf(party) },
          {
            term: text('catalogue.rowsTerm'),
            value: text('catalogue.rows', { n: number(body.rowsAtLeast) }),
          },
          { term: text('catalogue.licence'), value: <Verbatim>{body.licence}</Verbatim> },
          {
            term: text('catalogue.made'),
            value: text(body.synthetic ? 'catalogue.synthetic' : 'catalogue.real'),
          },
          ...(body.classed ? classed.map(({ term, of }) => ({ term, value: of(body.classed!) })) : []),
          { term: delivery('title'), value: deliveriesIn(body) },
          ...more,
        ]}
      />
      <Section title={text('catalogue.fields')}>
        <p className="mb-3 max-w-prose text-quiet">{text('catalogue.valuesHelp')}</p>
        <DataTable
          caption={text('catalogue.fields')}
          rows={body.fields}
          rowKey={({ name }) => name}
          columns={[
            { id: 'title', header: text('catalogue.field'), cell: ({ title }) => say(title) },
            { id: 'name', header: text('catalogue.name'), cell: ({ name }) => <Code>{name}</Code> },
            { id: 'kind', header: text('catalogue.kind'), cell: ({ kind }) => text(`fieldKind.${kind}`) },
            { id: 'values', header: text('catalogue.values'), cell: (field) => <Values field={field} /> },
          ]}
        />
      </Section>
    </>
  );
}

const shown = 12;

/** What a field's holder says of its values beforehand. */
function Values({ field: { values, range } }: { readonly field: Field }): ReactElement {
  const text = useText('harbor');
  const { number } = useFormat();
  if (range) {
    const [min, max] = [range.min, range.max].map((bound) => number(bound, range.decimals));
    return <>{text('catalogue.range', { min: min!, max: max! })}</>;
  }
  if (!values) return <span className="text-quiet">{text('catalogue.unsaid')}</span>;
  const more = values.length - shown;
  return (
    <>
      <Verbatim>{values.slice(0, shown).join(' · ')}</Verbatim>
      {more > 0 && ` ${text('catalogue.moreValues', { n: more })}`}
    </>
  );
}
