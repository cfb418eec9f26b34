import { Bad } from '../findings.ts';
import { Refusal } from './refusal.ts';

// XML 1.0, production 2, as UTF-16; halves of pairs cannot come out of UTF-8 and are checked where text is written.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to find
const forbidden = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/;
const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const references = /&(?:(amp|lt|gt|quot|apos)|#([0-9]{1,7})|#x([0-9a-fA-F]{1,6}));|&/g;

const scratch = Buffer.allocUnsafe(8192);

/** Where the first character stands that XML forbids, or -1. */
export function forbiddenAt(text: string): number {
  return text.search(forbidden);
}

/** The text with its references replaced; refused where one is neither of XML's own five nor of an allowed character. */
export function unescapeText(text: string): string {
  return text.replace(references, (_, ...[name, decimal, hex]: readonly (string | undefined)[]) => {
    if (name !== undefined) return named[name]!;
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    if (Number.isNaN(code)) throw new Refusal(new Bad('iso20022.entity'));
    const isSurrogate = code >= 0xd800 && code <= 0xdfff;
    if (code > 0x10ffff || isSurrogate || forbiddenAt(String.fromCodePoint(code)) >= 0)
      throw new Refusal(new Bad('iso20022.character'));
    return String.fromCodePoint(code);
  });
}

/** The text as the content of an element. A carriage return is written as a reference: a reader would make a line feed of it. */
export function escapeText(text: string): string {
  if (!/[&<>\r]/.test(text)) return text;
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
}

/** The same text in memory of its own: a piece of a larger text would hold all of it. */
export function ownText(text: string): string {
  if (text.length < 13 || text.length * 3 > scratch.length) return text;
  return scratch.toString('utf8', 0, scratch.write(text, 'utf8'));
}
