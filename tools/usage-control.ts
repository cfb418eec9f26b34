import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  actions,
  currencyUnit,
  type Operand,
  operands,
  ownNamespace,
  purposes,
} from '@finharbor/dataspace/policy';

const file = join(import.meta.dirname, '..', 'docs', 'usage-control.md');
const mark = '<!-- Below: node tools/bootstrap.mjs tools/usage-control.ts -->';

/** The tables of docs/usage-control.md, from the tables that the evaluator works by. */
export function usageTables(): string {
  return [
    '## Constraints',
    table(
      ['left operand', 'what it is about', 'value', 'operators', 'held', 'by', 'facts', 'fusion only'],
      operands.map(operandRow),
    ),
    '## Actions',
    table(
      ['action', 'in words', 'within', 'held'],
      actions.map(({ iri, label, within, enforcement }) => [
        code(iri),
        `${label.en} · ${label.zh}`,
        within === undefined ? '' : code(within),
        enforcement,
      ]),
    ),
    '## Purposes',
    table(
      ['purpose', 'in words', 'within'],
      purposes.map(({ iri, label, within }) => [
        code(iri),
        `${label.en} · ${label.zh}`,
        within === undefined ? '' : code(within),
      ]),
    ),
  ].join('\n\n');
}

/** The part of the document that is made here. */
export function writtenTables(): string {
  return readFileSync(file, 'utf8').split(mark)[1]?.trim() ?? '';
}

function operandRow(operand: Operand): readonly string[] {
  const { iri, label, kind, operators, unit, of, reads, enforcement, seenToBy, demandsFusion } = operand;
  const counted =
    unit === undefined ? '' : unit === 'currency' ? `, unit \`${currencyUnit('CNY')}\`` : `, in ${unit.en}`;
  return [
    `${code(iri)}${of === 'duty' ? ' (in a duty)' : ''}`,
    `${label.en} · ${label.zh}`,
    `${kind.name.en}${counted}`,
    operators.map(code).join(' '),
    enforcement,
    `${seenToBy.en} · ${seenToBy.zh}`,
    reads.map(code).join(' '),
    demandsFusion ? 'yes' : 'no',
  ];
}

function code(text: string): string {
  return `\`${text.replace(ownNamespace, 'fh:').replace('http://www.w3.org/ns/odrl/2/', 'odrl:')}\``;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

if (import.meta.main) {
  const [prose] = readFileSync(file, 'utf8').split(mark);
  writeFileSync(file, `${prose}${mark}\n\n${usageTables()}\n`);
}
