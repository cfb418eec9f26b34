import type { Finding } from '../findings.ts';

/** What a file turned out to hold, when it was read to its end. */
export type ReadTotals = {
  readonly groups: number;
  readonly entries: number;
  readonly good: number;
  readonly bad: number;
  /** Elements after the entries that were read over, of groups and of the message. */
  readonly passed: readonly string[];
};

/**
 * What reading tells, in the order of the file. `passed` names the elements of the standard that were read over, as paths from the
 * header, group or entry. The last event is `end`, or `refused` when the file cannot be trusted from that point on: what was
 * told before stands in the file, but the file is not what its sender meant to send.
 */
export type ReadEvent<Header, Group, Entry> =
  | {
      readonly kind: 'header';
      /** `pain.001.001.09` */
      readonly version: string;
      readonly header: Header;
      readonly passed: readonly string[];
    }
  | {
      readonly kind: 'group';
      /** From 1. */
      readonly index: number;
      readonly line: number;
      readonly group: Group;
      readonly passed: readonly string[];
    }
  | {
      readonly kind: 'entry';
      /** In the whole file, from 1. */
      readonly index: number;
      /** The group it belongs to, from 1; 0 where the message has none. */
      readonly groupIndex: number;
      readonly line: number;
      readonly entry: Entry;
      readonly passed: readonly string[];
    }
  /** A bad entry, or a group of which all entries are bad with it. */
  | {
      readonly kind: 'bad';
      readonly what: 'group' | 'entry';
      readonly index: number;
      readonly line: number;
      readonly findings: readonly Finding[];
    }
  /** The header's or a group's number or sum is not that of the entries. */
  | { readonly kind: 'difference'; readonly finding: Finding }
  | { readonly kind: 'refused'; readonly findings: readonly Finding[] }
  | ({ readonly kind: 'end' } & ReadTotals);
