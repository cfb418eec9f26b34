import {
  type Account,
  camt053,
  camt054,
  type Finding,
  type Message,
  type Party,
  pacs002,
  pacs004,
  pacs008,
  pain001,
  pain001v03,
  pain002,
  type ReadEvent,
  type Reason,
  readMessage,
} from '@finharbor/iso20022';
import type { MessageKind } from './kinds.ts';
import type { Fate } from './write.ts';

/** A payment that a message asks for. */
export type ReadPayment = {
  readonly endToEndId: string;
  /** Undefined where it is not renminbi. */
  readonly amountMinor: bigint | undefined;
  readonly from: string;
  readonly to: string;
  readonly mandate: string | undefined;
};

/** A payment that a message gives back. */
export type ReadReturn = Pick<ReadPayment, 'endToEndId' | 'amountMinor'>;

/** A booking that a message tells. */
export type ReadBooking = ReadReturn & {
  readonly creditDebit: 'CRDT' | 'DBIT';
  readonly code: string | undefined;
};

type Read<K extends MessageKind, More> = { readonly kind: K; readonly messageId: string } & More;

/** A message as it is acted on. */
export type Incoming =
  | Read<'pain.001' | 'pacs.008', { readonly version: string; readonly payments: readonly ReadPayment[] }>
  | Read<'pacs.004', { readonly version: string; readonly returns: readonly ReadReturn[] }>
  | Read<'pain.002' | 'pacs.002', { readonly about: string; readonly fates: readonly Fate[] }>
  | Read<'camt.054', { readonly bookings: readonly ReadBooking[] }>
  | Read<'camt.053', object>;

/** A message that was read, or everything that is wrong with it: then nothing of it counts. */
export type Reading =
  | { readonly kind: 'read'; readonly message: Incoming }
  | { readonly kind: 'refused'; readonly findings: readonly Finding[] };

/** So much of a file is enough to see which message it says it is; what it truly is, its reader decides. */
const sniffed = 4096;

/** The most payments of one message; whole files of them are another matter. */
const limits = { entries: 1000, entryCharacters: 65_536 } as const;

/** Reads a message of one of the kinds that are acted on. One finding refuses it whole. */
export async function readIncoming(xml: Uint8Array): Promise<Reading> {
  const named = /xsd:((?:pain|pacs|camt)\.\d{3})\.001\.(\d\d)/.exec(
    Buffer.from(xml.subarray(0, sniffed)).toString('latin1'),
  );
  switch (named?.[1]) {
    case 'pain.002':
      return whole(await eventsOf(pain002, xml), readCustomerStatus);
    case 'pacs.002':
      return whole(await eventsOf(pacs002, xml), readInterbankStatus);
    case 'pacs.004':
      return whole(await eventsOf(pacs004, xml), readReturns);
    case 'pacs.008':
      return whole(await eventsOf(pacs008, xml), readTransfers);
    case 'camt.053':
      return whole(await eventsOf(camt053, xml), (of) => ({
        kind: 'camt.053',
        messageId: of.header.groupHeader.messageId,
      }));
    case 'camt.054':
      return whole(await eventsOf(camt054, xml), readBookings);
    default:
      // Also what is no message at all: the reader says what is wrong with it.
      return whole(await eventsOf(named?.[2] === '03' ? pain001v03 : pain001, xml), readInitiation);
  }
}

type Content<Header, Group, Entry> = {
  readonly version: string;
  readonly header: Header;
  readonly entries: readonly { readonly entry: Entry; readonly group: Group }[];
};

async function eventsOf<H, G, E>(
  message: Message<H, G, E>,
  xml: Uint8Array,
): Promise<readonly ReadEvent<H, G, E>[]> {
  return Array.fromAsync(readMessage([message], [xml], limits));
}

function whole<H, G, E>(
  events: readonly ReadEvent<H, G, E>[],
  read: (content: Content<H, G, E>) => Incoming,
): Reading {
  const findings = events.flatMap((event) => {
    if (event.kind === 'difference') return [event.finding];
    return event.kind === 'bad' || event.kind === 'refused' ? event.findings : [];
  });
  const header = events.find((event) => event.kind === 'header');
  if (findings.length > 0 || !header || events.at(-1)?.kind !== 'end') return { kind: 'refused', findings };
  const groups = new Map(
    events.flatMap((event) => (event.kind === 'group' ? [[event.index, event.group]] : [])),
  );
  const entries = events.flatMap((event) =>
    event.kind === 'entry' ? [{ entry: event.entry, group: groups.get(event.groupIndex) as G }] : [],
  );
  return { kind: 'read', message: read({ version: header.version, header: header.header, entries }) };
}

type Of<M> = M extends Message<infer H, infer G, infer E> ? Content<H, G, E> : never;

function readInitiation({ version, header, entries }: Of<typeof pain001>): Incoming {
  return {
    kind: 'pain.001',
    version,
    messageId: header.groupHeader.messageId,
    payments: entries.map(({ entry, group }) => ({
      endToEndId: entry.paymentId.endToEndId,
      amountMinor: 'instructed' in entry.amount ? fenOf(entry.amount.instructed) : undefined,
      from: numberOf(group.debtorAccount),
      to: numberOf(entry.creditorAccount),
      mandate: mandateOf(group.debtor),
    })),
  };
}

function readTransfers({ version, header, entries }: Of<typeof pacs008>): Incoming {
  return {
    kind: 'pacs.008',
    version,
    messageId: header.groupHeader.messageId,
    payments: entries.map(({ entry }) => ({
      endToEndId: entry.paymentId.endToEndId,
      amountMinor: fenOf(entry.interbankSettlementAmount),
      from: numberOf(entry.debtorAccount),
      to: numberOf(entry.creditorAccount),
      mandate: undefined,
    })),
  };
}

function readReturns({ version, header, entries }: Of<typeof pacs004>): Incoming {
  return {
    kind: 'pacs.004',
    version,
    messageId: header.groupHeader.messageId,
    returns: entries.map(({ entry }) => ({
      endToEndId: entry.endToEndId ?? '',
      amountMinor: fenOf(entry.returnedInterbankSettlementAmount),
    })),
  };
}

function readCustomerStatus({ header, entries }: Of<typeof pain002>): Incoming {
  return {
    kind: 'pain.002',
    messageId: header.groupHeader.messageId,
    about: header.originalGroup.messageName,
    fates: entries.map(({ entry }) => fateOf(entry)),
  };
}

function readInterbankStatus({ header, entries }: Of<typeof pacs002>): Incoming {
  return {
    kind: 'pacs.002',
    messageId: header.groupHeader.messageId,
    about: header.originalGroups[0]?.messageName ?? '',
    fates: entries.map(({ entry }) => fateOf(entry)),
  };
}

function readBookings({ header, entries }: Of<typeof camt054>): Incoming {
  return {
    kind: 'camt.054',
    messageId: header.groupHeader.messageId,
    bookings: entries.map(({ entry }) => ({
      endToEndId: entry.details[0]?.transactions[0]?.references?.endToEndId ?? '',
      amountMinor: fenOf(entry.amount),
      creditDebit: entry.creditDebit,
      code: entry.bankTransactionCode.proprietary?.code,
    })),
  };
}

function fateOf(of: {
  readonly endToEndId?: string;
  readonly status?: string;
  readonly reasons: readonly Reason[];
}): Fate {
  const reason = of.reasons[0]?.reason;
  return {
    endToEndId: of.endToEndId ?? '',
    status: of.status ?? '',
    reason: reason && 'code' in reason ? reason.code : null,
  };
}

function fenOf({
  minor,
  currency,
}: {
  readonly minor: bigint;
  readonly currency: string;
}): bigint | undefined {
  return currency === 'CNY' ? minor : undefined;
}

function numberOf(account: Account | undefined): string {
  return account && 'other' in account.id ? account.id.other.id : '';
}

function mandateOf({ id }: Party): string | undefined {
  if (id === undefined || !('person' in id)) return undefined;
  const own = id.person.others.find(
    ({ schemeName }) => schemeName && 'proprietary' in schemeName && schemeName.proprietary === 'MANDATE',
  );
  return own?.id;
}
