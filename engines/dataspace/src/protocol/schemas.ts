import { operators } from '../policy/model.ts';

// JSON schemas of the messages, written from the specification's text and tables (2025-1-err1); what it leaves open is open here.
type Schema = { readonly [key: string]: unknown };

const text: Schema = { type: 'string' };
// Ids that processes and agreements are found by; the specification sets no limit, an index has one.
const id: Schema = { type: 'string', maxLength: 512 };
const some = (items: Schema): Schema => ({ type: 'array', items, minItems: 1 });
const list = (items: Schema): Schema => ({ type: 'array', items });
const ref = (name: string): Schema => ({ $ref: `#/$defs/${name}` });
const form = (properties: Schema, required: readonly string[]): Schema => ({
  type: 'object',
  properties,
  required,
});

const contextSchema: Schema = {
  type: 'array',
  items: text,
  contains: { const: 'https://w3id.org/dspace/2025/1/context.jsonld' },
};
// So the specification's own list spells its `lteq`, whose examples use the plain one.
const operator: Schema = {
  enum: [...operators, 'term-lteq'],
};
const rule = form({ action: text, constraint: list(ref('constraint')) }, ['action']);
const logical = ['and', 'andSequence', 'or', 'xone'];
const forbids = { anyOf: [{ required: ['permission'] }, { required: ['prohibition'] }] };
const policy = (properties: Schema, required: readonly string[]): Schema => ({
  ...form(
    {
      '@id': text,
      profile: { anyOf: [text, list(text)] },
      permission: some(ref('rule')),
      prohibition: some(ref('rule')),
      obligation: some(ref('rule')),
      ...properties,
    },
    ['@id', ...required],
  ),
  ...forbids,
});
const reasons = { code: text, reason: { type: 'array', minItems: 1 } };

const $defs: Schema = {
  rule,
  constraint: {
    type: 'object',
    oneOf: [
      {
        properties: Object.fromEntries(logical.map((word) => [word, list(ref('constraint'))])),
        oneOf: logical.map((word) => ({ required: [word] })),
      },
      form({ leftOperand: text, operator, rightOperand: { type: ['string', 'object', 'array'] } }, [
        'leftOperand',
        'operator',
        'rightOperand',
      ]),
    ],
  },
  messageOffer: policy({ '@type': { const: 'Offer' }, target: id }, ['@type']),
  // The target of an offer in a catalogue is the data set around it.
  offer: { ...policy({ '@type': { const: 'Offer' } }, []), not: { required: ['target'] } },
  agreement: policy(
    {
      '@type': { const: 'Agreement' },
      '@id': id,
      target: id,
      assigner: text,
      assignee: text,
      timestamp: {
        type: 'string',
        pattern:
          '^-?\\d{4,}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])T(([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d+)?|24:00:00(\\.0+)?)(Z|[+-]((0\\d|1[0-3]):[0-5]\\d|14:00))?$',
      },
    },
    ['@type', 'target', 'assigner', 'assignee'],
  ),
  dataAddress: form(
    {
      '@type': { const: 'DataAddress' },
      endpointType: text,
      endpoint: text,
      endpointProperties: some(
        form({ '@type': { const: 'EndpointProperty' }, name: text, value: text }, ['@type', 'name', 'value']),
      ),
    },
    ['@type', 'endpointType'],
  ),
  service: form({ '@id': text, '@type': { const: 'DataService' }, endpointURL: text }, [
    '@id',
    '@type',
    'endpointURL',
  ]),
  distribution: form(
    { format: text, accessService: { anyOf: [text, ref('service')] }, hasPolicy: some(ref('offer')) },
    ['format', 'accessService'],
  ),
  dataset: form({ '@id': text, hasPolicy: some(ref('offer')), distribution: some(ref('distribution')) }, [
    '@id',
    'hasPolicy',
    'distribution',
  ]),
  catalog: {
    ...form(
      {
        '@id': text,
        '@type': { const: 'Catalog' },
        dataset: some(ref('dataset')),
        catalog: some(ref('catalog')),
        service: some(ref('service')),
        distribution: some(ref('distribution')),
      },
      ['@id', '@type'],
    ),
    not: { required: ['hasPolicy'] },
  },
};

const pids = { providerPid: text, consumerPid: text };
const both = ['providerPid', 'consumerPid'];
const message = (properties: Schema, required: readonly string[], more: Schema = {}): Schema => ({
  ...form({ '@context': contextSchema, '@id': text, ...properties }, ['@context', '@type', ...required]),
  ...more,
});
/** A first message says where to answer, any other which process it belongs to. */
const firstOr = (pid: string): Schema => ({
  oneOf: [{ required: ['callbackAddress'] }, { required: [pid] }],
});
const states = (...names: readonly string[]): Schema => ({ state: { enum: names } });

const messages: Readonly<Record<string, Schema>> = {
  ContractRequestMessage: message(
    { ...pids, offer: ref('messageOffer'), callbackAddress: text },
    ['consumerPid', 'offer'],
    firstOr('providerPid'),
  ),
  ContractOfferMessage: message(
    { ...pids, offer: { allOf: [ref('messageOffer'), { required: ['target'] }] }, callbackAddress: text },
    ['providerPid', 'offer'],
    firstOr('consumerPid'),
  ),
  ContractAgreementMessage: message({ ...pids, agreement: ref('agreement') }, [...both, 'agreement']),
  ContractAgreementVerificationMessage: message(pids, both),
  ContractNegotiationEventMessage: message({ ...pids, eventType: { enum: ['ACCEPTED', 'FINALIZED'] } }, [
    ...both,
    'eventType',
  ]),
  ContractNegotiationTerminationMessage: message({ ...pids, ...reasons }, both),
  ContractNegotiationError: message({ ...pids, ...reasons }, both),
  ContractNegotiation: message(
    {
      ...pids,
      ...states('REQUESTED', 'OFFERED', 'ACCEPTED', 'AGREED', 'VERIFIED', 'FINALIZED', 'TERMINATED'),
    },
    [...both, 'state'],
  ),
  TransferRequestMessage: message(
    {
      consumerPid: text,
      agreementId: id,
      format: text,
      callbackAddress: text,
      dataAddress: ref('dataAddress'),
    },
    ['consumerPid', 'agreementId', 'format', 'callbackAddress'],
  ),
  TransferStartMessage: message({ ...pids, dataAddress: ref('dataAddress') }, both),
  TransferSuspensionMessage: message({ ...pids, ...reasons }, both),
  TransferCompletionMessage: message(pids, both),
  TransferTerminationMessage: message({ ...pids, ...reasons }, both),
  TransferError: message({ ...pids, ...reasons }, both),
  TransferProcess: message(
    { ...pids, ...states('REQUESTED', 'STARTED', 'SUSPENDED', 'COMPLETED', 'TERMINATED') },
    [...both, 'state'],
  ),
  CatalogRequestMessage: message({ filter: { type: 'array' } }, []),
  CatalogError: message({ code: text, reason: { type: 'array' } }, []),
  Catalog: message({ participantId: text }, ['participantId'], { allOf: [ref('catalog')] }),
  Dataset: { ...form({ '@context': contextSchema }, ['@context']), allOf: [ref('dataset')] },
};

/** Each message's schema, whole in itself: its type is fixed, and what it refers to stands in it. */
export const schemas: ReadonlyMap<string, Schema> = new Map(
  Object.entries(messages).map(([name, schema]) => {
    // A data set may be of further types; every message is of one.
    const typed = name === 'Dataset' ? {} : { '@type': { type: 'string', const: name } };
    const properties = { ...typed, ...(schema.properties as Schema) };
    return [name, { ...schema, properties, $defs }];
  }),
);
