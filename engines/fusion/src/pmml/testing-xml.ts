// Support for this folder's tests: reads documents back.
import assert from 'node:assert/strict';
import type { ColumnValue } from '../binning.ts';

/** An element of a parsed document. */
export type Node = {
  readonly name: string;
  readonly at: Record<string, string>;
  readonly children: Node[];
};

/** Enough of XML for a document without text between its tags. */
export function parsed(xml: string): Node {
  const unescaped = (text: string): string =>
    text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
  const root: Node = { name: '', at: {}, children: [] };
  const open = [root];
  for (const [, close, name, attributes, empty] of xml.matchAll(/<(\/?)([A-Za-z]+)((?: [^<>]*?)?)(\/?)>/g)) {
    if (close) {
      assert.equal(open.pop()!.name, name);
      continue;
    }
    const at = Object.fromEntries(
      [...attributes!.matchAll(/([A-Za-z]+)="([^"]*)"/g)].map(([, key, value]) => [key!, unescaped(value!)]),
    );
    const node = { name: name!, at, children: [] };
    open.at(-1)!.children.push(node);
    if (!empty) open.push(node);
  }
  assert.equal(open.length, 1);
  return root.children[0]!;
}

/** Whether a predicate holds, by PMML's three-valued logic: undefined is unknown. */
export function holds({ name, at, children }: Node, value: ColumnValue): boolean | undefined {
  if (name === 'True') return true;
  if (name === 'CompoundPredicate') {
    const parts = children.map((child) => holds(child, value));
    const decides = at.booleanOperator === 'or';
    return parts.includes(decides) ? decides : parts.includes(undefined) ? undefined : !decides;
  }
  if (at.operator === 'isMissing') return value === null;
  if (at.operator === 'isNotMissing') return value !== null;
  if (value === null) return undefined;
  const other = typeof value === 'number' ? Number(at.value) : at.value!;
  const is = { equal: value === other, notEqual: value !== other };
  const order = { greaterThan: value > other, lessOrEqual: value <= other };
  return { ...is, ...order }[at.operator!];
}
