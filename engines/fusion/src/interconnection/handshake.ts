import { fail } from '@finharbor/kernel';
import type { P2pChannel } from './connection.ts';
import {
  type EccProposal,
  type EccResult,
  type EcSuit,
  eccProposal,
  eccResult,
  errorCodes,
  type HandshakeRequest,
  type HandshakeResponse,
  handshakeRequest,
  handshakeResponse,
  type InterconnectionCode,
  type PsiProposal,
  pack,
  psiProposal,
  psiResult,
  spoken,
  unpack,
} from './messages.ts';

/** What one side wants of a run. */
export type Wish = {
  readonly itemCount: number;
  /** -1 for both. */
  readonly resultToRank: number;
  readonly maxItems: number;
};

/** What both have agreed on. */
export type Agreement = {
  readonly kind: 'agreed';
  /** Bytes of a second-stage ciphertext. */
  readonly comparedBytes: number;
  /** How many items the other side has said it has; undefined where it does not say. */
  readonly peerItems: number | undefined;
};

/** The other side, or this one, does not take part on these terms; `code` is the specification's. */
export type Refusal = {
  readonly kind: 'refused';
  readonly by: 'self' | 'peer';
  readonly code: InterconnectionCode;
  readonly message: string;
};

// Handshakes are some hundred bytes.
const maxBytes = 16_384;
const comparedBits = 96;
const wholeBits = 256;
const statisticalBits = 40;

/** Rank 1 says what it wants and hears what it gets. Errors: `fusion.bad_message`, those of the channel. */
export async function askHandshake(channel: P2pChannel, wish: Wish): Promise<Agreement | Refusal> {
  await channel.send(handshakeRequest.encode(requestOf(wish)));
  const response = handshakeResponse.decode(small(await channel.receive()));
  const { errorCode, errorMessage } = response.header ?? { errorCode: errorCodes.OK, errorMessage: '' };
  if (errorCode !== errorCodes.OK)
    return { kind: 'refused', by: 'peer', code: nameOf(errorCode), message: errorMessage };
  return accepted(response, wish);
}

/** Rank 0 hears what the other side wants and answers. Errors: `fusion.bad_message`, those of the channel. */
export async function answerHandshake(channel: P2pChannel, wish: Wish): Promise<Agreement | Refusal> {
  const request = handshakeRequest.decode(small(await channel.receive()));
  const outcome = judged(request, wish);
  await channel.send(handshakeResponse.encode(responseOf(outcome, wish)));
  return outcome;
}

function requestOf({ itemCount, resultToRank }: Wish): HandshakeRequest {
  const ecc: EccProposal = {
    supportedVersions: [spoken.parametersVersion],
    ecSuits: [spoken.suit],
    pointOctetFormats: [spoken.uncompressed],
    supportPointTruncation: true,
  };
  const io: PsiProposal = {
    supportedVersions: [spoken.parametersVersion],
    itemNum: itemCount,
    resultToRank,
  };
  return {
    version: spoken.handshakeVersion,
    requesterRank: 1,
    supportedAlgos: [spoken.ecdhPsi],
    protocolFamilies: [spoken.eccFamily],
    protocolFamilyParams: [pack('EccProtocolProposal', eccProposal, ecc)],
    ioParam: pack('PsiDataIoProposal', psiProposal, io),
  };
}

function judged(request: HandshakeRequest, wish: Wish): Agreement | Refusal {
  if (request.version !== spoken.handshakeVersion)
    return refusal('UNSUPPORTED_VERSION', `the handshake is of version ${spoken.handshakeVersion}`);
  if (!request.supportedAlgos.includes(spoken.ecdhPsi))
    return refusal('UNSUPPORTED_ALGO', 'only ECDH-PSI is spoken here');
  const params = request.protocolFamilyParams[request.protocolFamilies.indexOf(spoken.eccFamily)];
  const ecc = unpack('EccProtocolProposal', eccProposal, params);
  const io = unpack('PsiDataIoProposal', psiProposal, request.ioParam);
  if (ecc === undefined || io === undefined || io.itemNum < 0)
    return refusal('INVALID_REQUEST', 'parameters of ECC or of the data are missing');
  const isSpoken =
    ecc.supportedVersions.includes(spoken.parametersVersion) &&
    io.supportedVersions.includes(spoken.parametersVersion) &&
    ecc.ecSuits.some(isOurSuit) &&
    ecc.pointOctetFormats.includes(spoken.uncompressed);
  if (!isSpoken)
    return refusal('UNSUPPORTED_PARAMS', 'only Curve25519, SHA-256, hash as x, uncompressed is spoken here');
  if (io.resultToRank !== wish.resultToRank)
    return refusal('HANDSHAKE_REFUSED', 'the parties want the result to go to different ones');
  if (io.itemNum > wish.maxItems)
    return refusal('HANDSHAKE_REFUSED', `more than ${wish.maxItems} items are not taken here`);
  const isShort = ecc.supportPointTruncation && bitsNeeded(io.itemNum, wish.itemCount) <= comparedBits;
  const bits = isShort ? comparedBits : wholeBits;
  return { kind: 'agreed', comparedBytes: bits / 8, peerItems: io.itemNum };
}

function accepted(response: HandshakeResponse, wish: Wish): Agreement {
  const params = response.protocolFamilyParams[response.protocolFamilies.indexOf(spoken.eccFamily)];
  const ecc = unpack('EccProtocolResult', eccResult, params);
  // The reference implementation packs its own proposal where the specification has the result.
  const proposal = unpack('PsiDataIoProposal', psiProposal, response.ioParam);
  const io = proposal ?? unpack('PsiDataIoResult', psiResult, response.ioParam);
  const isAsked =
    response.algo === spoken.ecdhPsi &&
    ecc?.ecSuit !== undefined &&
    isOurSuit(ecc.ecSuit) &&
    ecc.pointOctetFormat === spoken.uncompressed &&
    io?.resultToRank === wish.resultToRank;
  const bits = ecc?.bitLengthAfterTruncated === -1 ? wholeBits : (ecc?.bitLengthAfterTruncated ?? 0);
  const isEnough = bits % 8 === 0 && bits <= wholeBits && bits >= bitsNeeded(1, wish.itemCount);
  if (!isAsked || !isEnough)
    return fail('fusion.bad_message', 'The handshake was answered with terms that were not asked for.');
  return { kind: 'agreed', comparedBytes: bits / 8, peerItems: proposal?.itemNum };
}

function responseOf(outcome: Agreement | Refusal, { resultToRank }: Wish): HandshakeResponse {
  const none = { algo: 0, protocolFamilies: [], protocolFamilyParams: [], ioParam: undefined };
  if (outcome.kind === 'refused')
    return { ...none, header: { errorCode: errorCodes[outcome.code], errorMessage: outcome.message } };
  const bits = outcome.comparedBytes * 8;
  const ecc: EccResult = {
    version: spoken.parametersVersion,
    ecSuit: spoken.suit,
    pointOctetFormat: spoken.uncompressed,
    bitLengthAfterTruncated: bits === wholeBits ? -1 : bits,
  };
  return {
    header: { errorCode: errorCodes.OK, errorMessage: '' },
    algo: spoken.ecdhPsi,
    protocolFamilies: [spoken.eccFamily],
    protocolFamilyParams: [pack('EccProtocolResult', eccResult, ecc)],
    ioParam: pack('PsiDataIoResult', psiResult, { version: spoken.parametersVersion, resultToRank }),
  };
}

/** How many bits of a ciphertext let no two of all the pairs meet by chance, but with probability 2^-40. */
function bitsNeeded(own: number, others: number): number {
  return Math.ceil(Math.log2(Math.max(own, 1)) + Math.log2(Math.max(others, 1))) + statisticalBits;
}

function isOurSuit({ curve, hash, hashToCurve }: EcSuit): boolean {
  return curve === spoken.suit.curve && hash === spoken.suit.hash && hashToCurve === spoken.suit.hashToCurve;
}

function refusal(code: InterconnectionCode, message: string): Refusal {
  return { kind: 'refused', by: 'self', code, message };
}

function nameOf(errorCode: number): InterconnectionCode {
  const known = Object.entries(errorCodes).find(([, code]) => code === errorCode);
  return (known?.[0] ?? 'GENERIC_ERROR') as InterconnectionCode;
}

function small(bytes: Uint8Array): Uint8Array {
  return bytes.length <= maxBytes
    ? bytes
    : fail('fusion.bad_message', 'A handshake is larger than any there is.');
}
