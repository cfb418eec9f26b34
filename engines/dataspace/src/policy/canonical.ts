import { canonicalJson, type Json } from '@finharbor/kernel/contract';
import { actionNamed } from './actions.ts';
import type { Operator, Policy } from './model.ts';
import { operandNamed } from './operands.ts';
import { listOperators } from './read-condition.ts';
import { isMembers, type Members } from './reader.ts';

/** The lists of a policy in which its terms stand. */
export const termLists = ['permission', 'prohibition', 'obligation'] as const;

/**
 * The one text of a policy's terms, whoever wrote it down: rules, conditions and listed values in one order, actions by their whole
 * name, values as their kind writes them. A list of one is not its member. Who, when, on what and under which id is left out.
 */
export function canonicalTerms(policy: Policy): string {
  return canonicalJson(termsIn(policy));
}

/** The same as JSON; what is not understood stays as it was. */
export function termsIn(policy: unknown): Json {
  if (!isMembers(policy)) return policy as Json;
  const others = Object.entries(policy).filter(([name]) => !envelope.includes(name));
  return membersFrom(others.map(([name, value]) => [name, listOf(value, ruleIn)]));
}

const envelope = ['@context', '@id', '@type', 'target', 'assigner', 'assignee', 'timestamp'];

function ruleIn(rule: unknown): Json {
  if (!isMembers(rule)) return rule as Json;
  return membersFrom(
    Object.entries(rule).map(([name, value]) => {
      if (name === 'action') return [name, actionNamed(value)?.iri ?? (value as Json)];
      if (name === 'constraint') return [name, listOf(value, conditionIn)];
      return [name, name === 'duty' ? listOf(value, ruleIn) : (value as Json)];
    }),
  );
}

function conditionIn(condition: unknown): Json {
  if (!isMembers(condition)) return condition as Json;
  const { leftOperand, operator, rightOperand } = condition;
  if (leftOperand === undefined)
    return membersFrom(Object.entries(condition).map(([name, value]) => [name, listOf(value, conditionIn)]));
  const kind = operandNamed(leftOperand)?.kind;
  const write = (value: unknown): Json => {
    const read = typeof value === 'string' ? kind?.read(value) : undefined;
    return read === undefined ? (value as Json) : kind!.write(read);
  };
  const isList = listOperators.includes(operator as Operator);
  const right = isList ? listOf(rightOperand, write) : write(rightOperand);
  return membersFrom(Object.entries({ ...condition, rightOperand: right }) as [string, Json][]);
}

/** A list without order; what is no list stays what it is. Repetitions stay too: of two equal conditions never exactly one holds. */
function listOf(list: unknown, write: (value: unknown) => Json): Json {
  if (!Array.isArray(list)) return list as Json;
  const texts = list.map((value: unknown) => [canonicalJson(write(value)), write(value)] as const);
  return texts.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}

/** Members that say something: a rule without conditions is the same as one with none. */
function membersFrom(entries: readonly (readonly [string, Json | undefined])[]): Json {
  const said = entries.filter(
    ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(said) as Members as Json;
}
