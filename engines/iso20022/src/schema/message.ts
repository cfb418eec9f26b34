import type { Money } from '@finharbor/kernel';
import type { Composite } from './node.ts';

/** What a header or group says about the entries it announces. */
export type Controls = { readonly count: number | undefined; readonly sum: string | undefined };

/** A row of entries or groups: they are not kept but told one by one. */
export type Stream = { readonly tag: string; readonly least: number };

/**
 * One message of the standard in one version, as a table from which reader and writer both derive. `Header` is what stands before the
 * first group or entry, `Group` what stands in a group before its entries, and never there where the message has no groups.
 */
export type Message<Header, Group, Entry> = {
  /** `pain.001.001.09`; the namespace ends with it. */
  readonly name: string;
  /** The element inside `Document`. */
  readonly root: string;
  readonly header: Composite<Header>;
  readonly group: (Stream & { readonly node: Composite<Group> }) | undefined;
  readonly entry: Stream & { readonly node: Composite<Entry> };
  /** Elements that may follow the entries, in the group or in the message, and are passed over. */
  readonly tails: { readonly group: readonly string[]; readonly message: readonly string[] };
  readonly rules: MessageRules<Header, Group, Entry>;
};

/** What the schema does not say. The functions are also asked about entries of which something is bad. */
export type MessageRules<Header, Group, Entry> = {
  readonly headerControls?: {
    readonly tags: readonly [count: string, sum: string];
    of(header: Header): Controls;
  };
  readonly groupControls?: {
    readonly tags: readonly [count: string, sum: string];
    of(group: Group): Controls;
  };
  readonly amountOf?: (entry: Entry) => Money | undefined;
  /** An identifier that no two entries of a file may share. */
  readonly endToEndIdOf?: (entry: Entry) => string | undefined;
  readonly groupIdOf?: { readonly tag: string; of(group: Group): string };
};

/** The namespace of a message. */
export function namespaceOf(name: string): string {
  return `urn:iso:std:iso:20022:tech:xsd:${name}`;
}
