import { Bad, type FindingCode } from '../findings.ts';
import { ownText, unescapeText } from './characters.ts';
import type { ReadLimits } from './limits.ts';
import { Refusal } from './refusal.ts';

/** An opening tag as written: its name with its prefix, its attributes with their references replaced. */
export type Tag = {
  readonly name: string;
  readonly attributes: readonly (readonly [name: string, value: string])[];
  readonly isEmpty: boolean;
};

/** Who is told what stands in a document, in its order. */
export type TokenHandler = {
  /** Whether text is a value here, and not just the space between elements. */
  readonly isValue: boolean;
  open(tag: Tag): void;
  close(): void;
  text(text: string): void;
  /** Text that is not space, where none belongs. */
  strayText(): void;
  comment(): void;
};

const knownTags = 4096;
const name = String.raw`[\p{L}_][\p{L}\p{N}_.-]*(?::[\p{L}_][\p{L}\p{N}_.-]*)?`;
const tagName = new RegExp(`^${name}`, 'u');
const attribute = new RegExp(
  String.raw`[ \t\r\n]+(${name})[ \t\r\n]*=[ \t\r\n]*(?:"([^"<]*)"|'([^'<]*)')`,
  'uy',
);
const declaration =
  /^<\?xml\s+version\s*=\s*(?:"1\.0"|'1\.0')(?:\s+encoding\s*=\s*(?:"([A-Za-z0-9._-]+)"|'([A-Za-z0-9._-]+)'))?(?:\s+standalone\s*=\s*(?:"(?:yes|no)"|'(?:yes|no)'))?\s*\?>$/;

const [slash, exclamation, question, greater, lineFeed, space] = [0x2f, 0x21, 0x3f, 0x3e, 0x0a, 0x20];

/**
 * Reads XML 1.0 without DOCTYPE and processing instructions, piece by piece: every document it gets through is well-formed,
 * and of any other it tells only what comes before the fault. Holds one token at a time.
 */
export class Tokenizer {
  /** The line that is being read, from 1. */
  line = 1;
  readonly #handler: TokenHandler;
  readonly #limits: ReadLimits;
  /** Tags by their text: a file repeats a few dozen of them. */
  readonly #tags = new Map<string, Tag>();
  readonly #open: string[] = [];
  #rest = '';
  #isStarted = false;
  #hasRoot = false;
  #nextLineFeed = -1;

  constructor(handler: TokenHandler, limits: ReadLimits) {
    this.#handler = handler;
    this.#limits = limits;
  }

  /** The line of the end of what was pushed. */
  get lastLine(): number {
    return this.line + this.#rest.split('\n').length - 1;
  }

  push(piece: string): void {
    const text = this.#rest === '' ? piece : this.#rest + piece;
    this.#nextLineFeed = text.indexOf('\n');
    let at = 0;
    for (;;) {
      const markup = text.indexOf('<', at);
      if (markup < 0) break;
      if (markup > at) this.#characters(text, at, markup);
      at = markup;
      const end = this.#markup(text, markup);
      if (end < 0) break;
      if (end - at > this.#limits.tokenCharacters) this.#tooLong();
      this.#isStarted = true;
      at = end;
      this.#countLines(text, end);
    }
    this.#rest = at === 0 ? text : text.slice(at);
    if (this.#rest.length > this.#limits.tokenCharacters) this.#tooLong();
  }

  end(): void {
    if (this.#open.length > 0 || this.#rest.startsWith('<') || !this.#hasRoot) refuse('iso20022.truncated');
    if (!isSpace(this.#rest, 0, this.#rest.length))
      throw new Refusal(new Bad('iso20022.not_well_formed'), true);
  }

  /** Reads what stands at `<`, and says where it ends; -1 when that has not come yet. */
  #markup(text: string, at: number): number {
    switch (text.charCodeAt(at + 1)) {
      case slash:
        return this.#closingTag(text, at);
      case exclamation:
        return this.#declared(text, at);
      case question:
        return this.#instruction(text, at);
      default:
        return this.#openingTag(text, at);
    }
  }

  #openingTag(text: string, at: number): number {
    const first = text.indexOf('>', at + 1);
    if (first < 0) return -1;
    const known = this.#tags.get(text.slice(at + 1, first));
    const end = known === undefined ? endOfTag(text, at + 1) : first;
    if (end < 0) return -1;
    const tag = known ?? this.#newTag(text.slice(at + 1, end));
    if (this.#open.length === 0) {
      if (this.#hasRoot) refuse('iso20022.not_well_formed');
      this.#hasRoot = true;
    }
    if (this.#open.length >= this.#limits.depth)
      throw new Refusal(new Bad('iso20022.too_deep', this.#limits.depth));
    this.#handler.open(tag);
    if (tag.isEmpty) this.#handler.close();
    else this.#open.push(tag.name);
    return end + 1;
  }

  #newTag(written: string): Tag {
    const tag = parseTag(written, this.#limits.attributes);
    if (this.#tags.size < knownTags) this.#tags.set(ownText(written), tag);
    return tag;
  }

  #closingTag(text: string, at: number): number {
    const wanted = this.#open.at(-1) ?? refuse('iso20022.not_well_formed');
    let end = at + 2 + wanted.length;
    if (text.charCodeAt(end) !== greater) {
      end = text.indexOf('>', at);
      if (end < 0) return -1;
      if (!/^[ \t\r\n]*$/.test(text.slice(at + 2 + wanted.length, end))) refuse('iso20022.not_well_formed');
    }
    if (!text.startsWith(wanted, at + 2)) refuse('iso20022.not_well_formed');
    this.#open.pop();
    this.#handler.close();
    return end + 1;
  }

  /** A comment or a CDATA section; everything else that begins so is refused at once. */
  #declared(text: string, at: number): number {
    if (text.startsWith('<!--', at)) {
      const end = text.indexOf('--', at + 4);
      if (end < 0 || end + 2 >= text.length) return -1;
      if (text.charCodeAt(end + 2) !== greater) refuse('iso20022.not_well_formed');
      this.#handler.comment();
      return end + 3;
    }
    if (text.startsWith('<![CDATA[', at)) {
      const end = text.indexOf(']]>', at + 9);
      if (end < 0) return -1;
      if (!this.#handler.isValue) this.#handler.strayText();
      else this.#handler.text(unixLines(text.slice(at + 9, end)));
      return end + 3;
    }
    const begun = text.slice(at, at + 9);
    if ('<!--'.startsWith(begun) || '<![CDATA['.startsWith(begun)) return -1;
    return refuse('iso20022.doctype');
  }

  #instruction(text: string, at: number): number {
    const end = text.indexOf('?>', at);
    if (this.#isStarted || this.line > 1 || at > 0) refuse('iso20022.processing_instruction');
    if (end < 0) return -1;
    const written = declaration.exec(text.slice(at, end + 2));
    if (written === null)
      refuse(/^<\?xml\s/.test(text) ? 'iso20022.not_well_formed' : 'iso20022.processing_instruction');
    const encoding = written[1] ?? written[2] ?? 'UTF-8';
    if (encoding.toUpperCase() !== 'UTF-8') refuse('iso20022.encoding');
    return end + 2;
  }

  #characters(text: string, from: number, to: number): void {
    if (to - from > this.#limits.tokenCharacters) this.#tooLong();
    this.#isStarted = true;
    const isValue = this.#open.length > 0 && this.#handler.isValue;
    if (isValue || !isSpace(text, from, to)) {
      const written = text.slice(from, to);
      if (this.#open.length === 0 || written.includes(']]>')) refuse('iso20022.not_well_formed');
      const lines = unixLines(written);
      const read = lines.includes('&') ? unescapeText(lines) : lines;
      if (isValue) this.#handler.text(read);
      else this.#handler.strayText();
    }
    this.#countLines(text, to);
  }

  #countLines(text: string, to: number): void {
    while (this.#nextLineFeed >= 0 && this.#nextLineFeed < to) {
      this.line += 1;
      this.#nextLineFeed = text.indexOf('\n', this.#nextLineFeed + 1);
    }
  }

  #tooLong(): never {
    throw new Refusal(new Bad('iso20022.token_too_long', this.#limits.tokenCharacters));
  }
}

function refuse(code: FindingCode): never {
  throw new Refusal(new Bad(code));
}

function unixLines(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

function isSpace(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    const code = text.charCodeAt(at);
    if (code !== space && code !== lineFeed && code !== 0x09 && code !== 0x0d) return false;
  }
  return true;
}

/** A value may hold `>`: the tag ends at the first one outside of quotes. */
function endOfTag(text: string, from: number): number {
  let quote = 0;
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (quote === 0 && code === greater) return at;
    if (code === quote) quote = 0;
    else if (quote === 0 && (code === 0x22 || code === 0x27)) quote = code;
  }
  return -1;
}

function parseTag(written: string, most: number): Tag {
  const isEmpty = written.endsWith('/');
  const text = isEmpty ? written.slice(0, -1) : written;
  const found = tagName.exec(text)?.[0] ?? refuse('iso20022.not_well_formed');
  const attributes = new Map<string, string>();
  let at = found.length;
  while (!isSpace(text, at, text.length)) {
    attribute.lastIndex = at;
    const [whole, key, double, single] = attribute.exec(text) ?? refuse('iso20022.not_well_formed');
    if (attributes.has(key!)) refuse('iso20022.not_well_formed');
    attributes.set(ownText(key!), ownText(unescapeText((double ?? single!).replace(/[\t\r\n]/g, ' '))));
    if (attributes.size > most) throw new Refusal(new Bad('iso20022.too_many_attributes', most));
    at += whole.length;
  }
  return { name: ownText(found), attributes: [...attributes], isEmpty };
}
