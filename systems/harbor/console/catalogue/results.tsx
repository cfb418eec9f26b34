import type { FoundProduct } from '@finharbor/harbor/contract';
import { Badge, Checkbox, TextLink, useBilingual, useFormat, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { DeliveryBadges } from '../delivery/ways.tsx';
import { usePartyName } from '../parties/names.ts';
import { MarkedWords } from './marked.tsx';
import { OfferBadge } from './offer-state.tsx';
import { useFacetWords, usePriceWords } from './words.ts';

/** As many products can be compared side by side. */
export const comparedMost = 4;

type ResultsProps = {
  readonly found: readonly FoundProduct[];
  readonly compared: readonly string[];
  readonly onCompare: (ids: readonly string[]) => void;
};

/** What was found, the best first, each to be opened or put beside others. */
export function Results({ found, compared, onCompare }: ResultsProps): ReactElement {
  return (
    <ol className="divide-y divide-line border-line border-y">
      {found.map((one) => (
        <li key={one.product.id} className="py-4">
          <Result found={one} compared={compared} onCompare={onCompare} />
        </li>
      ))}
    </ol>
  );
}

function Result({
  found: { product, title, description },
  compared,
  onCompare,
}: Omit<ResultsProps, 'found'> & { readonly found: FoundProduct }): ReactElement {
  const { id, party, publishedAtMs, state, body } = product;
  const text = useText('catalogue');
  const say = useBilingual();
  const nameOf = usePartyName();
  const wordOf = useFacetWords();
  const pricesOf = usePriceWords();
  const { date, number } = useFormat();
  const isCompared = compared.includes(id);
  const facts = [
    nameOf(party),
    text('rows', { n: number(body.rowsAtLeast) }),
    text('fields', { n: number(body.fields.length) }),
    ...(body.classed ? [wordOf('update', body.classed.update)] : []),
    text('published', { on: date(publishedAtMs) }),
  ];
  return (
    <article>
      <h3 className="font-semibold text-lg">
        <TextLink href={`/app/catalogue/${id}`}>
          <MarkedWords {...title} />
        </TextLink>
      </h3>
      <p className="my-1 max-w-prose">
        <MarkedWords {...description} />
      </p>
      <p className="text-quiet text-sm">{facts.join(' · ')}</p>
      <div className="mt-2 flex flex-wrap items-center gap-2">
        <OfferBadge state={state} />
        {pricesOf(body.plans).map((price) => (
          <Badge key={price} tone="good">
            {price}
          </Badge>
        ))}
        <DeliveryBadges body={body} />
        {body.synthetic && <Badge tone="warn">{text('made.synthetic')}</Badge>}
        {body.classed?.personal && <Badge tone="warn">{text('personal.yes')}</Badge>}
        <span className="ms-auto">
          <Checkbox
            isSelected={isCompared}
            isDisabled={!isCompared && compared.length >= comparedMost}
            onChange={(is) => onCompare(is ? [...compared, id] : compared.filter((other) => other !== id))}
          >
            {text('compare.put')} <span className="sr-only">{say(body.title)}</span>
          </Checkbox>
        </span>
      </div>
    </article>
  );
}
