import {
  bool,
  type Codec,
  int32,
  int32s,
  int64,
  message,
  nested,
  octets,
  repeated,
  text,
} from './protobuf.ts';

/** The specification's error codes, by the names it gives them. */
export const errorCodes = {
  OK: 0,
  GENERIC_ERROR: 31_100_000,
  UNEXPECTED_ERROR: 31_100_001,
  NETWORK_ERROR: 31_100_002,
  INVALID_REQUEST: 31_100_100,
  INVALID_RESOURCE: 31_100_101,
  HANDSHAKE_REFUSED: 31_100_200,
  UNSUPPORTED_VERSION: 31_100_201,
  UNSUPPORTED_ALGO: 31_100_202,
  UNSUPPORTED_PARAMS: 31_100_203,
} as const;

/** One of the names of the specification's error codes. */
export type InterconnectionCode = keyof typeof errorCodes;

/** The values of its enumerations that this implementation speaks. */
export const spoken = {
  handshakeVersion: 2,
  ecdhPsi: 1,
  eccFamily: 1,
  parametersVersion: 1,
  /** Curve25519, SHA-256, the hash as x-coordinate. */
  suit: { curve: 1, hash: 11, hashToCurve: 3 },
  /** x-coordinates of 32 bytes, little-endian, one after the other. */
  uncompressed: 1,
} as const;

export const transType = { mono: 0, chunked: 1 } as const;

export type ResponseHeader = { readonly errorCode: number; readonly errorMessage: string };
const responseHeader: Codec<ResponseHeader> = message({ errorCode: [1, int32], errorMessage: [2, text] });

export type ChunkInfo = { readonly messageLength: number; readonly chunkOffset: number };
const chunkInfo: Codec<ChunkInfo> = message({ messageLength: [1, int64], chunkOffset: [2, int64] });

export type PushRequest = {
  readonly senderRank: number;
  readonly key: string;
  readonly value: Uint8Array;
  readonly transType: number;
  readonly chunkInfo: ChunkInfo | undefined;
};
export const pushRequest: Codec<PushRequest> = message({
  senderRank: [1, int64],
  key: [2, text],
  value: [3, octets],
  transType: [4, int32],
  chunkInfo: [5, nested(chunkInfo)],
});

export type PushResponse = { readonly header: ResponseHeader | undefined };
export const pushResponse: Codec<PushResponse> = message({ header: [1, nested(responseHeader)] });

/** `google.protobuf.Any`. */
export type Packed = { readonly typeUrl: string; readonly value: Uint8Array };
const packed: Codec<Packed> = message({ typeUrl: [1, text], value: [2, octets] });

const packages = {
  EccProtocolProposal: 'org.interconnection.v2.protocol',
  EccProtocolResult: 'org.interconnection.v2.protocol',
  PsiDataIoProposal: 'org.interconnection.v2.algos',
  PsiDataIoResult: 'org.interconnection.v2.algos',
} as const;

const typeUrl = (name: keyof typeof packages): string => `type.googleapis.com/${packages[name]}.${name}`;

/** A message and its name within another. */
export function pack<T>(name: keyof typeof packages, codec: Codec<T>, value: T): Packed {
  return { typeUrl: typeUrl(name), value: codec.encode(value) };
}

/** What was packed under that name; undefined for anything else. Errors: `fusion.bad_message`. */
export function unpack<T>(name: keyof typeof packages, codec: Codec<T>, any?: Packed): T | undefined {
  return any?.typeUrl === typeUrl(name) ? codec.decode(any.value) : undefined;
}

export type HandshakeRequest = {
  readonly version: number;
  readonly requesterRank: number;
  readonly supportedAlgos: readonly number[];
  readonly protocolFamilies: readonly number[];
  readonly protocolFamilyParams: readonly Packed[];
  readonly ioParam: Packed | undefined;
};
export const handshakeRequest: Codec<HandshakeRequest> = message({
  version: [1, int32],
  requesterRank: [2, int32],
  supportedAlgos: [3, int32s],
  protocolFamilies: [7, int32s],
  protocolFamilyParams: [8, repeated(packed)],
  ioParam: [9, nested(packed)],
});

export type HandshakeResponse = {
  readonly header: ResponseHeader | undefined;
  readonly algo: number;
  readonly protocolFamilies: readonly number[];
  readonly protocolFamilyParams: readonly Packed[];
  readonly ioParam: Packed | undefined;
};
export const handshakeResponse: Codec<HandshakeResponse> = message({
  header: [1, nested(responseHeader)],
  algo: [2, int32],
  protocolFamilies: [6, int32s],
  protocolFamilyParams: [7, repeated(packed)],
  ioParam: [8, nested(packed)],
});

export type EcSuit = { readonly curve: number; readonly hash: number; readonly hashToCurve: number };
const ecSuit: Codec<EcSuit> = message({ curve: [1, int32], hash: [2, int32], hashToCurve: [3, int32] });

export type EccProposal = {
  readonly supportedVersions: readonly number[];
  readonly ecSuits: readonly EcSuit[];
  readonly pointOctetFormats: readonly number[];
  readonly supportPointTruncation: boolean;
};
export const eccProposal: Codec<EccProposal> = message({
  supportedVersions: [1, int32s],
  ecSuits: [2, repeated(ecSuit)],
  pointOctetFormats: [3, int32s],
  supportPointTruncation: [4, bool],
});

export type EccResult = {
  readonly version: number;
  readonly ecSuit: EcSuit | undefined;
  readonly pointOctetFormat: number;
  /** -1 where second-stage ciphertexts are whole. */
  readonly bitLengthAfterTruncated: number;
};
export const eccResult: Codec<EccResult> = message({
  version: [1, int32],
  ecSuit: [2, nested(ecSuit)],
  pointOctetFormat: [3, int32],
  bitLengthAfterTruncated: [4, int32],
});

export type PsiProposal = {
  readonly supportedVersions: readonly number[];
  readonly itemNum: number;
  /** -1 for both. */
  readonly resultToRank: number;
};
export const psiProposal: Codec<PsiProposal> = message({
  supportedVersions: [1, int32s],
  itemNum: [2, int64],
  resultToRank: [3, int32],
});

export type PsiResult = { readonly version: number; readonly resultToRank: number };
export const psiResult: Codec<PsiResult> = message({ version: [1, int32], resultToRank: [2, int32] });

export type CipherBatch = {
  readonly type: string;
  readonly batchIndex: number;
  readonly isLastBatch: boolean;
  readonly count: number;
  readonly ciphertext: Uint8Array;
};
export const cipherBatch: Codec<CipherBatch> = message({
  type: [1, text],
  batchIndex: [3, int32],
  isLastBatch: [4, bool],
  count: [6, int32],
  ciphertext: [7, octets],
});
