/** Most elements of one job: enough that one inversion for all of them costs nothing, few enough to spread over threads. */
export const jobElements = 256;

/** Length of an encoded element (RFC 9496, section 4.3.2) and of a scalar. */
export const elementBytes = 32;

/** Length of what maps to an element (RFC 9496, section 4.3.4). */
export const uniformBytes = 64;

type Bytes = Uint8Array;

/**
 * A piece of arithmetic in ristretto255 on at most `jobElements` elements, given and returned one after the other. Scalars are reduced
 * modulo the order. Some results are doubled, because an encoding costs an inversion less so;
 * whoever uses them draws from a group of odd order and loses nothing.
 */
export type Job =
  /** scalar · element; the identity is refused. */
  | { readonly op: 'raise'; readonly elements: Bytes; readonly scalar: Bytes }
  /** scalar · map(uniform). */
  | { readonly op: 'raiseMapped'; readonly uniform: Bytes; readonly scalar: Bytes }
  /** 2 · its scalar · (element + 2 · map(uniform)), or without the sum where `uniform` is left out; the identity is refused as a factor. */
  | {
      readonly op: 'raiseEach';
      readonly elements: Bytes;
      readonly uniform?: Bytes;
      readonly scalars: Bytes;
    }
  /** 2 · map(uniform). */
  | { readonly op: 'map'; readonly uniform: Bytes }
  /** 2 · (own + scalar · base), where the base is the generator unless told; `own` is map(uniform), −map(less), an element, or nothing. */
  | {
      readonly op: 'add';
      readonly own:
        | { readonly uniform: Bytes }
        | { readonly less: Bytes }
        | { readonly elements: Bytes }
        | 'nothing';
      readonly scalars: Bytes;
      readonly base?: Bytes;
    }
  /** 2 · start, 2 · (start + step), …; either may be the identity. */
  | { readonly op: 'walk'; readonly start: Bytes; readonly step: Bytes; readonly count: number }
  /** 2 · the sum of all, as one element; the identity may be among them. */
  | { readonly op: 'sum'; readonly elements: Bytes };

/** The elements, or the place of the first input that is no canonical encoding of an element allowed there. */
export type Done = { readonly elements: Uint8Array<ArrayBuffer> } | { readonly refused: number };

/** Does a job at once. */
export type Compute = (job: Job) => Done;

/** The generator's encoding (RFC 9496, appendix A.1). */
export const generator: Uint8Array<ArrayBuffer> = Uint8Array.from(
  Buffer.from('e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76', 'hex'),
);
