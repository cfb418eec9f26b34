import { placeName } from '@finharbor/harbor/contract';
import { type Option, useBilingual, useLanguage, useText } from '@finharbor/ui';

// Where the mainland's institutions mostly send data to.
const near = ['HK', 'MO', 'TW'];
const others =
  'AE AU BN BR CA CH CY DE FR GB ID IE IN IT JP KH KR KZ LU MY NL NZ PH PK QA RU SA SE SG TH US VN ZA';

/** The name of a place in the person's language. */
export function usePlaceName(): (place: string) => string {
  const say = useBilingual();
  return (place) => say(placeName(place));
}

/** Places to choose from; the mainland, from which nothing leaves, is the empty one. */
export function usePlaceOptions(): readonly Option[] {
  const text = useText('transfers');
  const { language } = useLanguage();
  const nameOf = usePlaceName();
  const order = new Intl.Collator(language);
  const option = (id: string): Option => ({ id, label: nameOf(id) });
  const rest = others
    .split(' ')
    .map(option)
    .toSorted((a, b) => order.compare(a.label, b.label));
  return [{ id: '', label: text('place.mainland') }, ...near.map(option), ...rest];
}
