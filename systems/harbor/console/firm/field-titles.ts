import { useBilingual } from '@finharbor/ui';
import { useProducts } from '../catalogue/products.ts';

/** What the columns that were used are called in the catalogue; their short names while that is not known. */
export function useFieldTitles(): (use: {
  readonly issuer: string;
  readonly fields: readonly string[];
}) => string {
  const say = useBilingual();
  const { data } = useProducts();
  return ({ issuer, fields }) => {
    const offered = data?.filter(({ party }) => party === issuer).flatMap(({ body }) => body.fields) ?? [];
    const titleOf = (name: string): string => {
      const found = offered.findLast((field) => field.name === name);
      return found ? say(found.title) : name;
    };
    return fields.map(titleOf).join(' · ');
  };
}
