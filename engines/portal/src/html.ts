/** Text of a document that nothing but a template of this file can make: whatever else is put into one is escaped. */
class Markup {
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }
  static textOf(markup: Markup): string {
    return markup.#text;
  }
}

export type Html = Markup;

/** What a template takes: text, which is escaped, other templates, lists of either, and nothing. */
export type Part = string | number | Markup | undefined | false | readonly Part[];

/** Where in a template a part stands. */
type Place =
  | { readonly in: 'text' }
  | { readonly in: 'attribute'; readonly name: string; readonly begins: boolean };

const places = new WeakMap<TemplateStringsArray, readonly Place[]>();
const addresses = new Set(['href', 'src', 'action']);

/**
 * A piece of HTML or XML. Parts stand in text or in an attribute between double quotes, nowhere else; an address leads to this site or
 * to one by http. A template that could run a script is a fault of the program, and says so.
 */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  let known = places.get(strings);
  if (!known) {
    known = placesIn(strings);
    places.set(strings, known);
  }
  let text = strings[0]!;
  for (let at = 0; at < parts.length; at++) text += shown(parts[at], known[at]!) + strings[at + 1]!;
  return new Markup(text);
}

/** The text of a whole document. */
export function documentText(markup: Html): string {
  return Markup.textOf(markup);
}

function shown(part: Part, place: Place): string {
  if (place.in === 'attribute') {
    if (typeof part !== 'string' && typeof part !== 'number')
      throw new Error(`The attribute ${place.name} takes text alone.`);
    if (place.begins && addresses.has(place.name) && !/^(\/(?![/\\])|[?#]|https?:\/\/)/.test(String(part)))
      throw new Error(`${place.name} leads to no address of this site or by http.`);
    return escaped(String(part));
  }
  if (part === undefined || part === false) return '';
  if (part instanceof Markup) return Markup.textOf(part);
  if (typeof part === 'object') return part.map((one) => shown(one, place)).join('');
  return escaped(String(part));
}

const signs: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: neither HTML nor XML may have these, however they are written.
const unfit = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g;

function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(unfit, '\ufffd')
    .replace(/[&<>"']/g, (sign) => signs[sign]!);
}

function placesIn(strings: readonly string[]): readonly Place[] {
  const whole = strings.join('\0');
  if (/<\s*(script|style|iframe|object|embed|base)\b|[\s"']on\w+\s*=|\sstyle\s*=/i.test(whole))
    throw new Error('A template must not have scripts or styles of its own.');
  const found: Place[] = [];
  let rest = whole;
  while (rest !== '') {
    const text = /^[^<\0]+|^<!--[^\0]*?-->|^<[!?][^>\0]*>/.exec(rest)?.[0];
    if (text !== undefined) {
      rest = rest.slice(text.length);
    } else if (rest.startsWith('\0')) {
      found.push({ in: 'text' });
      rest = rest.slice(1);
    } else {
      const tag = /^<\/?[a-zA-Z][\w:-]*((?:\s+[\w:-]+="[^"]*")*)\s*\/?>/.exec(rest);
      if (!tag) throw new Error(`A template goes wrong at ${JSON.stringify(rest.slice(0, 40))}.`);
      for (const [, name, value] of tag[1]!.matchAll(/([\w:-]+)="([^"]*)"/g))
        for (const { index } of value!.matchAll(/\0/g))
          found.push({ in: 'attribute', name: name!.toLowerCase(), begins: index === 0 });
      rest = rest.slice(tag[0].length);
    }
  }
  return found;
}
