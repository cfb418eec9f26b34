import type { Json } from '@finharbor/kernel';
import { termsOf } from '../negotiation/step.ts';
import type { Offer } from '../policy/model.ts';
import { context } from '../protocol/wire.ts';
import type { Dataset } from './port.ts';

/** Where a connector's data sets are had. */
export type Service = { readonly id: string; readonly address: string };

/** A page of a catalogue as it goes on the wire; the list is left out of one that shows nothing, as its schema wants. */
export function catalogForm(
  datasets: readonly Dataset[],
  { participant, service }: { readonly participant: string; readonly service: Service },
): object {
  return {
    '@context': context,
    '@id': `${service.id}:catalog`,
    '@type': 'Catalog',
    participantId: participant,
    service: [serviceForm(service)],
    ...(datasets.length > 0 ? { dataset: datasets.map((one) => datasetFields(one, service.id)) } : {}),
  };
}

/** One data set by itself. */
export function datasetForm(dataset: Dataset, service: Service): object {
  return { '@context': context, ...datasetFields(dataset, serviceForm(service)) };
}

function serviceForm({ id, address }: Service): { readonly [name: string]: Json } {
  return { '@id': id, '@type': 'DataService', endpointURL: address };
}

function datasetFields(dataset: Dataset, accessService: Json): { readonly [name: string]: Json } {
  const distribution = dataset.distribution.map(({ format }) => ({
    '@type': 'Distribution',
    format,
    accessService,
  }));
  return {
    ...dataset.properties,
    '@id': dataset['@id'],
    '@type': 'Dataset',
    hasPolicy: dataset.hasPolicy.map(offerFields),
    distribution,
  };
}

/** In a catalogue an offer has no target: it is that of its data set. */
function offerFields(offer: Offer): { readonly [name: string]: Json } {
  return { '@id': offer['@id'], '@type': 'Offer', ...(termsOf(offer) as { readonly [name: string]: Json }) };
}

const known = new Set(['@context', '@id', '@type', 'hasPolicy', 'distribution']);

/** Reads a data set that its schema has vouched for. */
export function readDataset(wire: Dataset): Dataset {
  const properties = Object.entries(wire as unknown as { readonly [name: string]: Json }).filter(
    ([name]) => !known.has(name),
  );
  return {
    '@id': wire['@id'],
    hasPolicy: wire.hasPolicy,
    distribution: wire.distribution.map(({ format }) => ({ format })),
    ...(properties.length > 0 ? { properties: Object.fromEntries(properties) } : {}),
  };
}
