import type { ProductView } from '@finharbor/harbor/contract';
import { type FilterField, useText } from '@finharbor/ui';
import { usePartyOptions } from '../lists/options.ts';

const madeBy = ['real', 'synthetic'] as const;

/** Whether a product holds made-up firm codes. */
export function madeOf({ synthetic }: ProductView['body']): (typeof madeBy)[number] {
  return synthetic ? 'synthetic' : 'real';
}

/** What products are looked for by. */
export function useProductFields(products: readonly ProductView[]): readonly FilterField<ProductView>[] {
  const text = useText('harbor');
  const lists = useText('lists');
  const partiesOf = usePartyOptions();
  return [
    { id: 'q', label: lists('catalogue.text'), kind: 'text', of: wordsOf },
    {
      id: 'holder',
      label: text('catalogue.holder'),
      kind: 'choice',
      options: partiesOf(products.map(({ party }) => party)),
      of: ({ party }) => party,
    },
    {
      id: 'made',
      label: text('catalogue.made'),
      kind: 'choice',
      options: madeBy.map((id) => ({ id, label: text(`catalogue.${id}`) })),
      of: ({ body }) => madeOf(body),
    },
    { id: 'rows', label: lists('catalogue.size'), kind: 'numbers', of: ({ body }) => body.rowsAtLeast },
    {
      id: 'published',
      label: lists('catalogue.published'),
      kind: 'days',
      of: ({ publishedAtMs }) => publishedAtMs,
    },
  ];
}

function wordsOf({ party, body: { title, description, fields } }: ProductView): string {
  const both = [title, description, ...fields.map((field) => field.title)];
  return [party, ...both.flatMap(({ en, zh }) => [en, zh]), ...fields.map(({ name }) => name)].join(' ');
}
