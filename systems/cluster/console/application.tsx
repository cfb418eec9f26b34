import type { FormPartProps } from '@finharbor/ui/screens';
import { type ReactElement, useEffect } from 'react';

/** The application of a firm: only who rents rooms is asked how large they are. */
export function Part({ value, set, field }: FormPartProps): ReactElement {
  const isHosted = value.premises === 'hosted';
  useEffect(() => {
    if (isHosted && value.area !== 0) set({ area: 0 });
  }, [isHosted, value.area, set]);
  return (
    <>
      {field('firm')}
      {field('business')}
      {field('premises')}
      {value.premises === 'lease' && field('area')}
      {field('staff')}
      {field('contact')}
    </>
  );
}
