import type { NegotiationMove, NegotiationState, TransferMove, TransferState } from '@finharbor/dataspace';

/** What the connector does by itself once a process has come to a state. */
type Step<State, Act> = readonly [after: State, act: Act];
/** What it does in one negotiation, step by step; where the next step's state is not reached, it waits. */
export type NegotiationScript = readonly Step<NegotiationState, NegotiationMove['kind']>[];
/** The same for a transfer. */
export type TransferScript = readonly Step<TransferState, TransferMove['kind']>[];

const offer = ['REQUESTED', 'offer'] as const;
const agree = ['REQUESTED', 'agree'] as const;
const finalize = ['VERIFIED', 'finalize'] as const;
const accept = ['OFFERED', 'accept'] as const;
const verify = ['AGREED', 'verify'] as const;

/**
 * By data set, which is named after the kit's test: `ACN0103` is that of CN:01-03, where the connector provides, `ACNC0103` that of
 * CN_C:01-03, where it consumes. What the kit does in between is in its own sequence diagrams.
 */
export const negotiationScripts: Readonly<Record<string, NegotiationScript>> = {
  ACN0101: [offer],
  ACN0102: [offer, ['REQUESTED', 'terminate']],
  ACN0103: [offer, ['ACCEPTED', 'agree'], finalize],
  ACN0104: [agree, finalize],
  ACN0201: [['REQUESTED', 'terminate']],
  ACN0202: [],
  ACN0203: [agree],
  ACN0204: [offer],
  ACN0205: [offer, ['OFFERED', 'terminate']],
  ACN0206: [offer, ['ACCEPTED', 'terminate']],
  ACN0207: [agree, ['VERIFIED', 'terminate']],
  ACN0301: [agree, finalize],
  ACN0302: [offer],
  ACN0303: [offer],
  ACN0304: [offer],
  ACNC0101: [accept, verify],
  ACNC0102: [['OFFERED', 'request']],
  ACNC0103: [['OFFERED', 'terminate']],
  ACNC0104: [verify],
  ACNC0201: [],
  ACNC0202: [['REQUESTED', 'terminate']],
  ACNC0203: [['AGREED', 'terminate']],
  ACNC0204: [],
  ACNC0205: [accept],
  ACNC0206: [verify],
  ACNC0301: [],
  ACNC0302: [],
  ACNC0303: [],
  ACNC0304: [accept],
  ACNC0305: [accept],
  ACNC0306: [accept],
};

const start = ['REQUESTED', 'start'] as const;
const suspend = ['STARTED', 'suspend'] as const;

/** By agreement, named in the same way: `ATP` where the connector provides, `ATPC` where it consumes. */
export const transferScripts: Readonly<Record<string, TransferScript>> = {
  ATP0101: [start, ['STARTED', 'terminate']],
  ATP0102: [start, ['STARTED', 'complete']],
  ATP0103: [start, suspend, ['SUSPENDED', 'terminate']],
  ATP0104: [start, suspend, ['SUSPENDED', 'start'], ['STARTED', 'complete']],
  ATP0105: [['REQUESTED', 'terminate']],
  ATP0201: [start],
  ATP0202: [start],
  ATP0203: [start],
  ATP0204: [start],
  ATP0205: [],
  ATP0301: [],
  ATP0302: [],
  ATP0303: [start],
  ATP0304: [start],
  ATP0305: [start],
  ATP0306: [start],
  ATPC0101: [],
  ATPC0102: [],
  ATPC0103: [],
  ATPC0104: [],
  ATPC0105: [],
  ATPC0201: [['STARTED', 'terminate']],
  ATPC0202: [['STARTED', 'complete']],
  ATPC0203: [suspend, ['SUSPENDED', 'terminate']],
  ATPC0204: [suspend, ['SUSPENDED', 'start'], ['STARTED', 'complete']],
  ATPC0205: [['REQUESTED', 'terminate']],
  ATPC0301: [],
  ATPC0302: [],
  ATPC0303: [],
  ATPC0304: [],
  ATPC0305: [],
  ATPC0306: [],
};
