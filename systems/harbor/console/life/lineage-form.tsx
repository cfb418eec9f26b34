import { derivationKinds, type ProductView } from '@finharbor/harbor/contract';
import { Button, Section, Select, useBilingual, useText, Verbatim } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { useProducts } from '../catalogue/products.ts';

type Derivations = NonNullable<ProductView['body']['derivedFrom']>;

/** What a product was made from, chosen from the catalogue; `own` is the product itself. */
export function LineageForm({
  own,
  derivedFrom,
  onChange,
}: {
  readonly own: string;
  readonly derivedFrom: Derivations;
  readonly onChange: (derivedFrom: Derivations) => void;
}): ReactElement {
  const text = useText('life');
  const say = useBilingual();
  const { data: products = [] } = useProducts();
  const chosen = new Set(derivedFrom.map(({ product }) => product));
  const titleOf = (id: string): string => {
    const product = products.find((one) => one.id === id);
    return product ? say(product.body.title) : id.slice(0, 10);
  };
  const left = products.filter(({ id, body }) => body.product !== own && !chosen.has(id));
  return (
    <Section title={text('lineageForm.title')}>
      <p className="mb-3 text-quiet">{text('lineageForm.help')}</p>
      {derivedFrom.map((one, at) => (
        <div key={one.product} className="mb-3 flex flex-wrap items-end gap-3">
          <Select
            label={`${text('lineageForm.how')}: ${titleOf(one.product)}`}
            name={`derivedFrom/${at}/how`}
            options={derivationKinds.map((id) => ({ id, label: text(`lineage.how.${id}`) }))}
            selected={one.how}
            onChange={(how) =>
              onChange(derivedFrom.map((other, k) => (k === at ? { ...other, how } : other)))
            }
          />
          <Button onPress={() => onChange(derivedFrom.filter((other) => other !== one))}>
            {text('lineageForm.remove', { product: titleOf(one.product) })}
          </Button>
        </div>
      ))}
      {left.length > 0 ? (
        <Select
          label={text('lineageForm.product')}
          name="derivedFrom"
          options={left.map(({ id }) => ({ id, label: titleOf(id) }))}
          selected={undefined}
          placeholder="—"
          onChange={(product) => onChange([...derivedFrom, { product, how: 'wasDerivedFrom' }])}
        />
      ) : (
        <Verbatim>—</Verbatim>
      )}
    </Section>
  );
}
