import { type Operator, operators } from './model.ts';
import { currencyOf } from './namespaces.ts';
import { type Operand, operandNamed } from './operands.ts';
import { eachOf, isMembers, membersOf, type Place, quoted, refuse, within } from './reader.ts';
import type { Atom, Condition } from './understood.ts';
import type { Value } from './values.ts';

const logical = ['and', 'or', 'xone'] as const;
/** Operators that compare with a list. */
export const listOperators: readonly Operator[] = ['isAnyOf', 'isNoneOf', 'isAllOf'];
const mostValues = 64;

/** Reads a constraint of a rule or of a duty, each of which has operands of its own. */
export function conditionIn(place: Place, value: unknown, of: Operand['of']): Condition | undefined {
  const kind = isMembers(value) ? logical.find((name) => Object.hasOwn(value, name)) : undefined;
  if (kind === undefined) return atomIn(place, value, of);
  const list = membersOf(place, value, [kind])?.[kind];
  const members = eachOf(within(place, kind), list, (where, one) => conditionIn(where, one, of));
  if (members.length > 0) return { kind, pointer: place.pointer, members };
  return refuse(place, 'policy.unknown_form', {
    en: `"${kind}" names no condition that is understood`,
    zh: `“${kind}”之下没有可识别的条件`,
  });
}

function atomIn(place: Place, value: unknown, of: Operand['of']): Atom | undefined {
  const members = membersOf(place, value, ['leftOperand', 'operator', 'rightOperand', 'unit']);
  if (!members) return undefined;
  const { leftOperand, rightOperand, unit } = members;
  const operand = operandNamed(leftOperand);
  if (!operand || operand.of !== of)
    return refuse(within(place, 'leftOperand'), 'policy.unknown_operand', {
      en: `The left operand ${quoted(leftOperand)} is not known here`,
      zh: `此处不支持约束项 ${quoted(leftOperand)}`,
    });
  const operator = operators.find((one) => one === members.operator);
  if (!operator || !operand.operators.includes(operator)) return unknownOperator(place, members.operator);
  const right = rightIn(rightOperand, operand, operator);
  if (!right) return badValue(within(place, 'rightOperand'), rightOperand, operand);
  const isUnit = operand.unit === 'currency' ? currencyOf(unit) !== undefined : unit === undefined;
  if (!isUnit) return badValue(within(place, 'unit'), unit, operand);
  return {
    kind: 'atom',
    pointer: place.pointer,
    operand,
    operator,
    right,
    unit: unit === undefined ? unit : String(unit),
  };
}

/** Names an operator that does not go with its operand. */
export function unknownOperator(place: Place, operator: unknown): undefined {
  return refuse(within(place, 'operator'), 'policy.unknown_operator', {
    en: `The operator ${quoted(operator)} is not known for this operand`,
    zh: `该约束项不支持运算符 ${quoted(operator)}`,
  });
}

function badValue(place: Place, value: unknown, { label, kind, unit }: Operand): undefined {
  const isAmount = unit === 'currency';
  return refuse(place, 'policy.bad_value', {
    en: `${quoted(value)} cannot be compared with ${label.en} (${kind.name.en}${isAmount ? ', with its currency' : ''})`,
    zh: `${quoted(value)} 不能与“${label.zh}”比较（${kind.name.zh}${isAmount ? '，须注明币种' : ''}）`,
  });
}

/** A list where the operator compares with several values, a text where it compares with one; neither stands for the other. */
function rightIn(right: unknown, { kind }: Operand, operator: Operator): readonly Value[] | undefined {
  const isList = listOperators.includes(operator);
  if (isList !== Array.isArray(right)) return undefined;
  const texts = (isList ? right : [right]) as readonly unknown[];
  if (texts.length === 0 || texts.length > mostValues) return undefined;
  const values = texts.map((text) => (typeof text === 'string' ? kind.read(text) : undefined));
  return values.every((value) => value !== undefined) ? values : undefined;
}
