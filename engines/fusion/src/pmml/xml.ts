/** An XML element: name, attributes in order, children. */
export type Element = readonly [
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  children?: readonly Element[],
];

/** An element as text, two spaces a level. */
export function xmlText(element: Element, depth = 0): string {
  const [name, attributes, children = []] = element;
  const pad = '  '.repeat(depth);
  const named = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`);
  const open = `${pad}<${name}${named.join('')}`;
  if (children.length === 0) return `${open}/>`;
  return [`${open}>`, ...children.map((child) => xmlText(child, depth + 1)), `${pad}</${name}>`].join('\n');
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

// XML 1.0 has no way to write most control characters; a reader would refuse the whole document for one of them.
function escaped(text: string): string {
  return text
    .replaceAll(/[&<>"]/g, (character) => entities[character]!)
    .replaceAll(/[\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replaceAll(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, '\uFFFD');
}
