import { negotiationScripts, transferScripts } from './scripts.ts';

/** Where the connector under test is, and where the kit is to listen. */
export type Addresses = {
  readonly participantId: string;
  /** The root that `/.well-known/dspace-version` is under. */
  readonly root: string;
  /** The protocol's own base address, under it. */
  readonly protocol: string;
  readonly startNegotiation: string;
  readonly startTransfer: string;
  readonly kitPort: number;
};

/** Whom the kit's connector calls itself. */
export const kitParticipant = 'TCK_PARTICIPANT';
/** The kit's data sets of the catalogue; a third, `CAT0103`, is asked for and must not be there. */
export const catalogDatasets = ['CAT0101', 'CAT0102'] as const;
/** The one way of transfer that the kit asks for. */
export const format = 'HttpData-PULL';

const waitSeconds = 15;

/** The id of a data set's one offer. CN:01-02 writes that of its data set out; the others follow. */
export function offerIdOf(datasetId: string): string {
  return `CD123:${datasetId}:456`;
}

/** The kit's settings, as a Java properties file. A test takes its ids from keys that are its name. */
export function kitProperties(addresses: Addresses): string {
  const { participantId, root, protocol, startNegotiation, startTransfer, kitPort } = addresses;
  const connector = 'dataspacetck.dsp.connector';
  return lines({
    'dataspacetck.ansi': 'false',
    // For every request of the kit and every answer to one to be in its log.
    'dataspacetck.debug': 'true',
    'dataspacetck.host': '127.0.0.1',
    'dataspacetck.port': kitPort,
    'dataspacetck.callback.address': `http://127.0.0.1:${kitPort}`,
    'dataspacetck.dsp.local.connector': 'false',
    'dataspacetck.dsp.default.wait': waitSeconds,
    [`${connector}.agent.id`]: participantId,
    [`${connector}.http.url`]: protocol,
    [`${connector}.http.base.url`]: root,
    [`${connector}.http.headers.authorization`]: kitParticipant,
    [`${connector}.negotiation.initiate.url`]: startNegotiation,
    [`${connector}.transfer.initiate.url`]: startTransfer,
    ...Object.assign({}, ...Object.keys(negotiationScripts).map(negotiationKeys)),
    ...Object.assign({}, ...Object.keys(transferScripts).map(transferKeys)),
    ...Object.fromEntries(
      [...catalogDatasets, 'CAT0103'].map((id) => [`${testOf('CAT', id)}_DATASETID`, id]),
    ),
  });
}

function negotiationKeys(id: string): Record<string, string> {
  if (id.startsWith('ACNC')) return { [`${testOf('CN_C', id)}_DATASETID`]: id };
  const test = testOf('CN', id);
  return { [`${test}_DATASETID`]: id, [`${test}_OFFERID`]: offerIdOf(id) };
}

function transferKeys(id: string): Record<string, string> {
  const test = testOf(id.startsWith('ATPC') ? 'TP_C' : 'TP', id);
  return { [`${test}_AGREEMENTID`]: id, [`${test}_FORMAT`]: format };
}

/** `ACN0103` belongs to `CN_01_03`. */
function testOf(group: string, id: string): string {
  return `${group}_${id.slice(-4, -2)}_${id.slice(-2)}`;
}

function lines(properties: Readonly<Record<string, string | number>>): string {
  return Object.entries(properties)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');
}
