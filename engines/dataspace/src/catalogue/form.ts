import type { Json } from '@finharbor/kernel';
import { termsOf } from '../negotiation/step.ts';
import type { Offer } from '../policy/model.ts';
import { context } from '../protocol/wire.ts';
import type { Dataset, Peer } from './port.ts';

/** Where a connector's data sets are had. */
export type Service = { readonly id: string; readonly address: string };

/** Whose a catalogue is. */
type Owner = { readonly participant: string; readonly service: Service };

/**
 * A page of a catalogue as it goes on the wire: what others offer stands in catalogues of theirs. Lists are left out where they would
 * be empty, as the schema wants.
 */
export function catalogForm(datasets: readonly Dataset[], owner: Owner): object {
  const own = datasets.filter(({ source }) => source === undefined);
  const others = Map.groupBy(
    datasets.filter(({ source }) => source !== undefined),
    ({ source }) => JSON.stringify([source!.peer, source!.address]),
  );
  const catalog = [...others.values()].map((theirs) => catalogFields(theirs, ownerOf(theirs[0]!.source!)));
  return {
    '@context': context,
    ...catalogFields(own, owner),
    ...(catalog.length > 0 ? { catalog } : {}),
  };
}

/** One data set by itself. */
export function datasetForm(dataset: Dataset, service: Service): object {
  const { source } = dataset;
  const accessService = serviceForm(source ? ownerOf(source).service : service);
  return { '@context': context, ...datasetFields(dataset, accessService) };
}

function catalogFields(datasets: readonly Dataset[], { participant, service }: Owner): object {
  return {
    '@id': `${service.id}:catalog`,
    '@type': 'Catalog',
    participantId: participant,
    service: [serviceForm(service)],
    ...(datasets.length > 0 ? { dataset: datasets.map((one) => datasetFields(one, service.id)) } : {}),
  };
}

function ownerOf({ peer, address }: Peer): Owner {
  return { participant: peer, service: serviceAt(address) };
}

/** The service that a connector's address is. */
export function serviceAt(address: string): Service {
  return { id: `${address}#service`, address };
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
