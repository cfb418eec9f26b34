import { Bad, type Finding } from '../findings.ts';
import { type Message, namespaceOf, type Stream } from '../schema/message.ts';
import type { Composite, Node, Row } from '../schema/node.ts';
import { ownText } from '../xml/characters.ts';
import type { ReadLimits } from '../xml/limits.ts';
import { Refusal } from '../xml/refusal.ts';
import type { Tag, TokenHandler } from '../xml/tokens.ts';
import { Tally } from './controls.ts';
import type { ReadEvent } from './events.ts';
import { SeenNames } from './seen-names.ts';

export type AnyMessage = Message<object, object, object>;
type Values = Record<string, unknown>;

/** The header (the message itself), the group or the entry that is being read, and what is wrong with it. */
type Scope = {
  readonly what: 'header' | 'group' | 'entry';
  readonly node: Composite<object>;
  readonly line: number;
  /** What comes one by one after the rows, and what may follow that. */
  readonly stream: Stream | undefined;
  readonly tails: readonly string[];
  readonly index: number;
  readonly tally: Tally;
  findings: Finding[];
  passed: string[];
  value: Values;
  state: 'rows' | 'stream' | 'tail';
  isBad: boolean;
  streamed: number;
};

/** An element that is open. */
type Frame = {
  readonly tag: string;
  readonly row: Row | undefined;
  readonly node: Node<never>;
  readonly line: number;
  readonly attribute: string | undefined;
  /** Of a header, group or entry. */
  readonly scope: Scope | undefined;
  /** Which of its kind it is, for the path; 0 where there is only one. */
  readonly nth: number;
  value: Values;
  text: string;
  at: number;
  count: number;
};

const mostFindings = 20;
const mostPassed = 20;

/** Makes values and findings of elements: the schema's tables walked by a file. */
export class Decoder implements TokenHandler {
  readonly events: ReadEvent<object, object, object>[] = [];
  isValue = false;
  /** Set by whoever reads, as both go through the file together. */
  lineOf: () => number = () => 0;
  readonly #messages: readonly AnyMessage[];
  readonly #limits: ReadLimits;
  readonly #ids = new SeenNames();
  readonly #groupIds = new Set<string>();
  readonly #frames: Frame[] = [];
  readonly #scopes: Scope[] = [];
  #message: AnyMessage | undefined;
  #prefix = '';
  #hasDocument = false;
  #isOver = false;
  /** How many open elements are passed over. */
  #over = 0;
  #entries = 0;
  #good = 0;
  #groups = 0;
  #characters = 0;
  readonly #passedTails: string[] = [];

  constructor(messages: readonly AnyMessage[], limits: ReadLimits) {
    this.#messages = messages;
    this.#limits = limits;
  }

  open(tag: Tag): void {
    if (this.#over > 0) {
      this.#over += 1;
      this.#grow(tag.name.length);
      return;
    }
    if (this.#message === undefined) this.#openDocument(tag);
    else if (!this.#hasDocument) this.#openMessage(tag);
    else this.#openElement(tag);
    const top = this.#frames.at(-1);
    this.isValue = this.#over > 0 || top?.node.form === 'leaf';
  }

  close(): void {
    if (this.#over > 0) this.#over -= 1;
    else if (this.#frames.length > 0) this.#closeFrame(this.#frames.pop()!);
    this.isValue = this.#over > 0;
  }

  text(text: string): void {
    this.#grow(text.length);
    if (this.#over > 0) return;
    const top = this.#frames.at(-1)!;
    top.text = top.text === '' ? text : top.text + text;
  }

  strayText(): void {
    if (this.#over > 0) return;
    if (this.#frames.length === 0) throw new Refusal(new Bad('iso20022.unexpected_text'));
    this.#find(new Bad('iso20022.unexpected_text'));
  }

  comment(): void {
    if (this.#over === 0 && this.isValue) this.#find(new Bad('iso20022.comment_in_value'));
  }

  end(): void {
    if (!this.#isOver) throw new Refusal(new Bad('iso20022.wrong_root', this.#message?.root ?? ''));
    this.events.push({
      kind: 'end',
      groups: this.#groups,
      entries: this.#entries,
      good: this.#good,
      bad: this.#entries - this.#good,
      passed: this.#passedTails,
    });
  }

  /** Where reading stands, as an XPath. */
  path(): string {
    const steps = this.#frames.map(({ tag, nth }) => (nth === 0 ? tag : `${tag}[${nth}]`));
    return `/${[...(this.#message === undefined ? [] : ['Document']), ...steps].join('/')}`;
  }

  #openDocument({ name, attributes }: Tag): void {
    const colon = name.indexOf(':');
    this.#prefix = name.slice(0, colon + 1);
    const declared = new Map(attributes);
    const namespace = declared.get(colon < 0 ? 'xmlns' : `xmlns:${name.slice(0, colon)}`);
    const message = this.#messages.find((each) => namespaceOf(each.name) === namespace);
    const names = this.#messages.map((each) => each.name).join(', ');
    if (message === undefined) throw new Refusal(new Bad('iso20022.wrong_namespace', names));
    if (name.slice(colon + 1) !== 'Document') throw new Refusal(new Bad('iso20022.wrong_root', message.root));
    // Where a schema can be had is a hint that nobody follows here.
    if (
      [...declared.keys()].some(
        (key) => !/^xmlns(:|$)|:(schemaLocation|noNamespaceSchemaLocation)$/.test(key),
      )
    )
      throw new Refusal(new Bad('iso20022.unexpected_attribute'));
    this.#message = message;
  }

  #openMessage(tag: Tag): void {
    const message = this.#message!;
    if (this.#isOver || this.#local(tag) !== message.root)
      throw new Refusal(new Bad('iso20022.wrong_root', message.root));
    const attribute = this.#attributeOf(tag, undefined);
    if (attribute instanceof Bad) throw new Refusal(attribute);
    this.#hasDocument = true;
    const scope = this.#scope('header', message.header, 0);
    this.#push({ tag: message.root, node: message.header as Node<never>, scope, nth: 0 });
  }

  #openElement(tag: Tag): void {
    const parent = this.#frames.at(-1)!;
    const name = this.#local(tag);
    this.#grow(tag.name.length);
    const scope = parent.scope;
    const node = parent.node;
    const at = name === undefined || node.form === 'leaf' ? undefined : node.byTag.get(name);
    if (name !== undefined && scope?.stream?.tag === name) this.#openStreamed(tag, scope, parent);
    else if (at === undefined || node.form === 'leaf') this.#openOther(name ?? tag.name, scope);
    else this.#openRow(tag, parent, { node, at });
  }

  #openRow(
    tag: Tag,
    parent: Frame,
    { node, at }: { readonly node: Composite<never>; readonly at: number },
  ): void {
    const row = node.rows[at]!;
    const bad = this.#advance(parent, at, node);
    if (bad !== undefined) {
      this.#pass(row.tag, bad);
      return;
    }
    if (row.node === undefined) {
      this.#passed(row.tag);
      this.#over = 1;
      return;
    }
    const nth = row.most > 1 ? parent.count : 0;
    const attribute = this.#attributeOf(tag, row.node);
    this.#push({
      tag: row.tag,
      row,
      node: row.node,
      nth,
      attribute: attribute instanceof Bad ? undefined : attribute,
    });
    if (attribute instanceof Bad) this.#find(attribute);
  }

  /** A header, group or entry is over when what follows it begins. */
  #openStreamed(tag: Tag, parent: Scope, frame: Frame): void {
    if (parent.state === 'rows') this.#headIsOver(parent, frame);
    if (parent.state === 'tail') {
      this.#pass(parent.stream!.tag, new Bad('iso20022.out_of_order', parent.stream!.tag));
      return;
    }
    parent.streamed += 1;
    this.#characters = 0;
    const isGroup = parent.what === 'header' && this.#message!.group !== undefined;
    const index = isGroup ? ++this.#groups : ++this.#entries;
    if (index > this.#limits.entries)
      throw new Refusal(new Bad('iso20022.too_many_entries', this.#limits.entries));
    const node = isGroup ? this.#message!.group!.node : this.#message!.entry.node;
    const scope = this.#scope(isGroup ? 'group' : 'entry', node, index);
    this.#push({ tag: parent.stream!.tag, node: node as Node<never>, scope, nth: parent.streamed });
    if (this.#attributeOf(tag, undefined) instanceof Bad)
      this.#find(new Bad('iso20022.unexpected_attribute'));
  }

  /** What is in no row: a tail, or something that does not belong here. */
  #openOther(name: string, scope: Scope | undefined): void {
    if (scope?.tails.includes(name)) {
      if (scope.state === 'rows') this.#headIsOver(scope, this.#frames.at(-1)!);
      scope.state = 'tail';
      this.#over = 1;
      this.#passed(name);
      return;
    }
    const shown = /^[A-Za-z0-9:]{1,35}$/.test(name) ? ownText(name) : '*';
    this.#pass(shown, new Bad('iso20022.unknown_element', shown));
  }

  /** Passes over an element that is wrong where it stands. */
  #pass(tag: string, bad: Bad): void {
    this.#find(bad, `/${tag}`);
    this.#over = 1;
  }

  /** Goes on to a row of the schema, and says what is wrong with that. */
  #advance(frame: Frame, at: number, node: Composite<never>): Bad | undefined {
    const row = node.rows[at]!;
    if (node.form === 'choice') {
      frame.count += 1;
      frame.at = at;
      return frame.count > 1 ? new Bad('iso20022.one_of', tagsOf(node)) : undefined;
    }
    if (at < frame.at || (frame.scope !== undefined && frame.scope.state !== 'rows'))
      return new Bad('iso20022.out_of_order', row.tag);
    if (at > frame.at) {
      this.#findMissing(frame, node, at);
      frame.at = at;
      frame.count = 0;
    }
    frame.count += 1;
    return frame.count > row.most ? new Bad('iso20022.too_many', row.tag, row.most) : undefined;
  }

  #findMissing(frame: Frame, node: Composite<never>, to: number): void {
    const isThere = frame.count > 0;
    for (
      let at = node.nextRequired[isThere ? frame.at + 1 : frame.at]!;
      at < to;
      at = node.nextRequired[at + 1]!
    )
      this.#find(new Bad('iso20022.missing', node.rows[at]!.tag), `/${node.rows[at]!.tag}`);
  }

  #closeFrame(frame: Frame): void {
    const { node, scope } = frame;
    if (scope !== undefined) {
      this.#closeScope(frame, scope);
      return;
    }
    this.#frames.push(frame); // findings need its path
    let value: unknown = frame.value;
    if (node.form === 'leaf') {
      value = node.read(frame.text, frame.attribute);
      if (value instanceof Bad) this.#find(value);
      else if (typeof value === 'string') value = ownText(value);
    } else if (node.form === 'sequence') this.#findMissing(frame, node, node.rows.length);
    else if (frame.count === 0) this.#find(new Bad('iso20022.one_of', tagsOf(node)));
    this.#frames.pop();
    if (!(value instanceof Bad)) keep(this.#frames.at(-1)!.value, frame.row!, value);
  }

  #closeScope(frame: Frame, scope: Scope): void {
    this.#frames.push(frame);
    if (scope.state === 'rows') this.#headIsOver(scope, frame);
    if (scope.what === 'entry') this.#entryIsOver(scope);
    else this.#streamIsOver(scope);
    this.#frames.pop();
    this.#scopes.pop();
    if (scope.what === 'header') {
      this.#hasDocument = false;
      this.#isOver = true;
    }
  }

  /** The rows of a header or group have come; an entry has nothing else. */
  #headIsOver(scope: Scope, frame: Frame): void {
    this.#findMissing(frame, scope.node as Composite<never>, scope.node.rows.length);
    scope.state = 'stream';
    this.#characters = 0;
    if (scope.what === 'header') {
      this.#refuseFindings(scope);
      const { passed } = this.#taken(scope);
      this.events.push({ kind: 'header', version: this.#message!.name, header: scope.value, passed });
    } else if (scope.what === 'group') this.#groupHeadIsOver(scope);
  }

  #groupHeadIsOver(scope: Scope): void {
    const idOf = this.#message!.rules.groupIdOf;
    if (idOf !== undefined && scope.findings.length === 0) {
      const id = idOf.of(scope.value);
      if (this.#groupIds.has(id)) this.#find(new Bad('iso20022.duplicate_group', idOf.tag), `/${idOf.tag}`);
      this.#groupIds.add(id);
    }
    const { index, line } = scope;
    const { passed, findings } = this.#taken(scope);
    scope.isBad = findings.length > 0;
    if (scope.isBad) this.events.push({ kind: 'bad', what: 'group', index, line, findings });
    else this.events.push({ kind: 'group', index, line, group: scope.value, passed });
  }

  #entryIsOver(scope: Scope): void {
    const { rules } = this.#message!;
    const entry = scope.value;
    const group = this.#scopes.find(({ what }) => what === 'group');
    const amount = rules.amountOf?.(entry);
    for (const above of this.#scopes) if (above !== scope) above.tally.add(amount);
    const id = rules.endToEndIdOf?.(entry);
    if (id !== undefined && id !== 'NOTPROVIDED' && !this.#ids.add(id))
      this.#find(new Bad('iso20022.duplicate_end_to_end_id'), '/PmtId/EndToEndId');
    if (group?.isBad) this.#find(new Bad('iso20022.in_bad_group'));
    const { index, line } = scope;
    const { passed, findings } = this.#taken(scope);
    if (findings.length > 0) this.events.push({ kind: 'bad', what: 'entry', index, line, findings });
    else {
      this.#good += 1;
      const groupIndex = group?.index ?? 0;
      this.events.push({ kind: 'entry', index, groupIndex, line, entry, passed });
    }
  }

  /** The last entry of a group, or of the message, has come. */
  #streamIsOver(scope: Scope): void {
    const { stream, what, line, index } = scope;
    if (stream !== undefined && scope.streamed < stream.least)
      this.#find(new Bad('iso20022.missing', stream.tag), `/${stream.tag}`);
    if (what === 'header') this.#refuseFindings(scope);
    const { findings, passed } = this.#taken(scope);
    if (this.#passedTails.length < mostPassed) this.#passedTails.push(...passed);
    if (findings.length > 0) this.events.push({ kind: 'bad', what: 'group', index, line, findings });
    const { headerControls, groupControls } = this.#message!.rules;
    const controls = what === 'header' ? headerControls : groupControls;
    if (controls === undefined || scope.isBad) return;
    const said = controls.of(scope.value as never);
    const step = what === 'header' ? '/GrpHdr' : '';
    for (const [tag, bad] of scope.tally.differences(said, controls.tags))
      this.events.push({ kind: 'difference', finding: bad.at(line, `${this.path()}${step}/${tag}`) });
  }

  #refuseFindings(scope: Scope): void {
    if (scope.findings.length > 0) throw new RefusedFindings(scope.findings);
  }

  #taken(scope: Scope): { readonly findings: readonly Finding[]; readonly passed: readonly string[] } {
    const { findings, passed } = scope;
    scope.findings = [];
    scope.passed = [];
    return { findings, passed };
  }

  #scope(what: Scope['what'], node: Composite<object>, index: number): Scope {
    const { group, entry, tails } = this.#message!;
    const scope: Scope = {
      what,
      node,
      index,
      line: this.lineOf(),
      stream: what === 'entry' ? undefined : what === 'group' ? entry : (group ?? entry),
      tails: what === 'entry' ? [] : what === 'group' ? tails.group : tails.message,
      tally: new Tally(),
      findings: [],
      passed: [],
      value: node.blank() as Values,
      state: 'rows',
      isBad: false,
      streamed: 0,
    };
    this.#scopes.push(scope);
    return scope;
  }

  #push(of: {
    readonly tag: string;
    readonly node: Node<never>;
    readonly nth: number;
    readonly row?: Row;
    readonly scope?: Scope;
    readonly attribute?: string | undefined;
  }): void {
    const { node, scope } = of;
    this.#frames.push({
      tag: of.tag,
      row: of.row,
      node,
      line: this.lineOf(),
      attribute: of.attribute,
      scope,
      nth: of.nth,
      value: scope?.value ?? (node.form === 'leaf' ? {} : (node.blank() as Values)),
      text: '',
      at: 0,
      count: 0,
    });
  }

  /** The tag without the prefix of the message's namespace; undefined for a tag of another one. */
  #local({ name, attributes }: Tag): string | undefined {
    for (const [key, value] of attributes)
      if (/^xmlns(:|$)/.test(key) && value !== namespaceOf(this.#message!.name)) return undefined;
    if (this.#prefix === '') return name.includes(':') ? undefined : name;
    return name.startsWith(this.#prefix) ? name.slice(this.#prefix.length) : undefined;
  }

  #attributeOf({ attributes }: Tag, node: Node<never> | undefined): string | undefined | Bad {
    if (attributes.length === 0) return undefined;
    const wanted = node?.form === 'leaf' ? node.attribute : undefined;
    let found: string | undefined;
    for (const [key, value] of attributes) {
      if (key === wanted) found = value;
      else if (!/^xmlns(:|$)/.test(key)) return new Bad('iso20022.unexpected_attribute');
    }
    return found;
  }

  #find(bad: Bad, step = ''): void {
    const scope = this.#scopes.at(-1)!;
    if (scope.findings.length >= mostFindings) return;
    const isMissing = bad.code === 'iso20022.missing';
    const line = isMissing || step !== '' ? this.lineOf() : (this.#frames.at(-1)?.line ?? this.lineOf());
    scope.findings.push(bad.at(line, `${this.path()}${step}`));
  }

  #passed(tag: string): void {
    const scope = this.#scopes.at(-1)!;
    if (scope.passed.length >= mostPassed) return;
    const from = this.#frames.findLastIndex((frame) => frame.scope !== undefined) + 1;
    scope.passed.push([...this.#frames.slice(from).map((frame) => frame.tag), tag].join('/'));
  }

  #grow(characters: number): void {
    this.#characters += characters;
    if (this.#characters > this.#limits.entryCharacters)
      throw new Refusal(new Bad('iso20022.entry_too_large', this.#limits.entryCharacters));
  }
}

/** The findings of a header, with which the file is refused. */
export class RefusedFindings extends Error {
  readonly findings: readonly Finding[];

  constructor(findings: readonly Finding[]) {
    super('iso20022: header');
    this.findings = findings;
  }
}

function keep(value: Values, row: Row, item: unknown): void {
  if (!row.isList) value[row.key] = item;
  else if ((value[row.key] as readonly unknown[]).length === 0) value[row.key] = [item];
  else (value[row.key] as unknown[]).push(item);
}

function tagsOf(node: Composite<never>): string {
  return node.rows.map(({ tag }) => tag).join(', ');
}
