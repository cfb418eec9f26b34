import { FinharborError } from '@finharbor/kernel';
import { Bad } from '../findings.ts';
import type { Composite, Leaf, Row } from '../schema/node.ts';
import { escapeText, forbiddenAt } from '../xml/characters.ts';

type Values = Readonly<Record<string, unknown>>;

/** The rows of a value as elements; refuses what a reader would refuse, with where it stands. */
export function renderRows(node: Composite<never>, value: unknown, path: string): string {
  let text = '';
  let found = 0;
  for (const row of node.rows) {
    const item = row.node === undefined ? undefined : (value as Values)[row.key];
    if (item === undefined) {
      if (row.least > 0 && node.form === 'sequence')
        unwritable(new Bad('iso20022.missing', row.tag), `${path}/${row.tag}`);
      continue;
    }
    found += 1;
    text += row.isList
      ? renderList(row, item as readonly unknown[], `${path}/${row.tag}`)
      : renderElement(row, item, `${path}/${row.tag}`);
  }
  if (node.form === 'choice' && found !== 1)
    unwritable(new Bad('iso20022.one_of', node.rows.map(({ tag }) => tag).join(', ')), path);
  return text;
}

function renderList(row: Row, items: readonly unknown[], path: string): string {
  if (items.length < row.least) unwritable(new Bad('iso20022.missing', row.tag), path);
  if (items.length > row.most) unwritable(new Bad('iso20022.too_many', row.tag, row.most), path);
  return items.map((item, at) => renderElement(row, item, `${path}[${at + 1}]`)).join('');
}

function renderElement({ tag, node }: Row, value: unknown, path: string): string {
  if (node?.form !== 'leaf') return `<${tag}>${renderRows(node as Composite<never>, value, path)}</${tag}>`;
  const { attribute, text } = checked(node as Leaf<unknown>, value, path);
  const attributes = attribute === undefined ? '' : ` ${node.attribute}="${attribute}"`;
  return `<${tag}${attributes}>${escapeText(text)}</${tag}>`;
}

/** What is written must be read: the same rule says so. */
function checked(
  leaf: Leaf<unknown>,
  value: unknown,
  path: string,
): { readonly text: string; readonly attribute: string | undefined } {
  const text = leaf.write(value);
  const attribute = leaf.writeAttribute?.(value);
  if (!text.isWellFormed() || forbiddenAt(text) >= 0) unwritable(new Bad('iso20022.character'), path);
  const read = leaf.read(text, attribute);
  if (read instanceof Bad) unwritable(read, path);
  return { text, attribute };
}

export function unwritable(bad: Bad, path: string): never {
  const { code, en } = bad.at(0, path);
  throw new FinharborError({ code, publicMessage: en, fields: [{ pointer: path, detail: en }] });
}
