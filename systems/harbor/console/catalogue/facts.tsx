import type { ProductView } from '@finharbor/harbor/contract';
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
import { usePartyName } from '../parties/names.ts';

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
          ...more,
        ]}
      />
      <Section title={text('catalogue.fields')}>
        <DataTable
          caption={text('catalogue.fields')}
          rows={body.fields}
          rowKey={({ name }) => name}
          columns={[
            { id: 'title', header: text('catalogue.field'), cell: ({ title }) => say(title) },
            { id: 'name', header: text('catalogue.name'), cell: ({ name }) => <Code>{name}</Code> },
            { id: 'kind', header: text('catalogue.kind'), cell: ({ kind }) => text(`fieldKind.${kind}`) },
          ]}
        />
      </Section>
    </>
  );
}
