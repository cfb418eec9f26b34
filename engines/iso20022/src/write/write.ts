import { Bad } from '../findings.ts';
import { Tally } from '../read/controls.ts';
import { type Controls, type Message, namespaceOf } from '../schema/message.ts';
import type { Composite } from '../schema/node.ts';
import { renderRows, unwritable } from './render.ts';

/** A part of a message to be written; what `readMessage` tells of a good one fits as it is. */
export type Part<Header, Group, Entry> =
  | { readonly kind: 'header'; readonly header: Header }
  | { readonly kind: 'group'; readonly group: Group }
  | { readonly kind: 'entry'; readonly entry: Entry };

const pieceCharacters = 65_536;

/**
 * Writes a message as pieces of text, in memory that does not grow with it: a header, then groups (where the message has them) and
 * entries. The same parts make the same bytes, one line an entry. Every value is held against the schema, and what the header
 * and the groups announce against what came. Errors: the code of what is wrong, with its path as the only field; what was written
 * until then is no message.
 */
export async function* writeMessage<Header, Group, Entry>(
  message: Message<Header, Group, Entry>,
  parts: AsyncIterable<Part<Header, Group, Entry>> | Iterable<Part<Header, Group, Entry>>,
): AsyncGenerator<string> {
  const writing = new Writing(message as unknown as Message<never, never, never>);
  let text = '';
  for await (const part of parts) {
    text += writing.part(part);
    if (text.length < pieceCharacters) continue;
    yield text;
    text = '';
  }
  yield text + writing.end();
}

class Writing {
  readonly #message: Message<never, never, never>;
  #total = new Tally();
  #inGroup = new Tally();
  #header: unknown;
  #group: unknown;
  #groups = 0;

  constructor(message: Message<never, never, never>) {
    this.#message = message;
  }

  part(part: Part<unknown, unknown, unknown>): string {
    if ((part.kind === 'header') !== (this.#header === undefined)) this.#misplaced(part.kind);
    if (part.kind === 'header') return this.#begin(part.header);
    if (part.kind === 'group') return this.#openGroup(part.group);
    return this.#entry(part.entry);
  }

  end(): string {
    if (this.#header === undefined) this.#misplaced('end');
    const { root, group, entry, rules } = this.#message;
    const closed = this.#closeGroup();
    const stream = group ?? entry;
    const streamed = group === undefined ? this.#total.count : this.#groups;
    if (streamed < stream.least)
      unwritable(new Bad('iso20022.missing', stream.tag), `${this.#root}/${stream.tag}`);
    this.#compare(this.#total, rules.headerControls as never, this.#header);
    return `${closed}</${root}>\n</Document>\n`;
  }

  get #root(): string {
    return `/Document/${this.#message.root}`;
  }

  #begin(header: unknown): string {
    const { name, root, header: node } = this.#message;
    this.#header = header;
    const rows = renderRows(node as Composite<never>, header, this.#root);
    return `<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="${namespaceOf(name)}">\n<${root}>\n${rows}\n`;
  }

  #openGroup(group: unknown): string {
    const table = this.#message.group;
    if (table === undefined) this.#misplaced('group');
    const closed = this.#closeGroup();
    this.#groups += 1;
    this.#group = group;
    this.#inGroup = new Tally();
    const path = `${this.#root}/${table.tag}[${this.#groups}]`;
    return `${closed}<${table.tag}>\n${renderRows(table.node as Composite<never>, group, path)}\n`;
  }

  #closeGroup(): string {
    const { group, entry, rules } = this.#message;
    if (group === undefined || this.#groups === 0) return '';
    const path = `${this.#root}/${group.tag}[${this.#groups}]`;
    if (this.#inGroup.count < entry.least)
      unwritable(new Bad('iso20022.missing', entry.tag), `${path}/${entry.tag}`);
    this.#compare(this.#inGroup, rules.groupControls as never, this.#group);
    return `</${group.tag}>\n`;
  }

  #entry(value: unknown): string {
    const { group, entry, rules } = this.#message;
    if (group !== undefined && this.#groups === 0) this.#misplaced('entry');
    const above = group === undefined ? this.#root : `${this.#root}/${group.tag}[${this.#groups}]`;
    const nth = (group === undefined ? this.#total : this.#inGroup).count + 1;
    const rows = renderRows(entry.node as Composite<never>, value, `${above}/${entry.tag}[${nth}]`);
    const amount = rules.amountOf?.(value as never);
    this.#total.add(amount);
    this.#inGroup.add(amount);
    return `<${entry.tag}>${rows}</${entry.tag}>\n`;
  }

  #compare(
    tally: Tally,
    controls: { readonly tags: readonly [string, string]; of(value: unknown): Controls } | undefined,
    value: unknown,
  ): void {
    if (controls === undefined) return;
    const [difference] = tally.differences(controls.of(value), controls.tags);
    if (difference !== undefined) unwritable(difference[1], `${this.#root}/${difference[0]}`);
  }

  #misplaced(kind: string): never {
    unwritable(new Bad('iso20022.out_of_order', kind), this.#root);
  }
}
