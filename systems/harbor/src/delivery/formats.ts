import { pullFormat, pushFormat } from '@finharbor/dataspace/planes';
import { fusionFormat } from '../transfers/named.ts';
import type { Delivery } from './ways.ts';

/** How each way to have a product is called among connectors: the `format` of its distribution and of its transfers. */
export const formats: Readonly<Record<Delivery, string>> = {
  computation: fusionFormat,
  pull: pullFormat,
  push: pushFormat,
};
