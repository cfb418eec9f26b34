import { Select, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { usePlaceOptions } from './places.ts';

/** Where the consumer will have the data: the mainland, unless it says so. */
export function PlaceField({
  place,
  onChange,
}: {
  readonly place: string | undefined;
  readonly onChange: (place: string | undefined) => void;
}): ReactElement {
  const text = useText('transfers');
  return (
    <Select
      label={text('place.label')}
      description={text('place.help')}
      name="place"
      selected={place ?? ''}
      onChange={(id) => onChange(id === '' ? undefined : id)}
      options={usePlaceOptions()}
    />
  );
}
