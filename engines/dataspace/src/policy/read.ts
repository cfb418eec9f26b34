import { type Action, actionNamed } from './actions.ts';
import { odrl, ownNamespace } from './namespaces.ts';
import { eventOperand, events } from './operands.ts';
import { conditionIn, unknownOperator } from './read-condition.ts';
import {
  eachOf,
  type Fault,
  isMembers,
  type Members,
  membersOf,
  type Place,
  quoted,
  refuse,
  within,
} from './reader.ts';
import type { Owed, UnderstoodPolicy, UnderstoodRule } from './understood.ts';

/** What came of reading a policy. */
export type PolicyReading =
  | { readonly kind: 'understood'; readonly policy: UnderstoodPolicy }
  | { readonly kind: 'refused'; readonly faults: readonly Fault[] };

/** Reads a policy to its last member: what is not known is a fault, and never left out. Total on any JSON. */
export function readPolicy(value: unknown): PolicyReading {
  const faults: Fault[] = [];
  const policy = policyIn({ pointer: '', depth: 0, tell: (fault) => faults.push(fault) }, value);
  return policy && faults.length === 0 ? { kind: 'understood', policy } : { kind: 'refused', faults };
}

const envelope = ['@context', '@id', '@type', 'target', 'assigner', 'assignee', 'timestamp'];
const rules = ['permission', 'prohibition', 'obligation', 'profile', 'conflict'];

function policyIn(place: Place, value: unknown): UnderstoodPolicy | undefined {
  const members = membersOf(place, value, [...envelope, ...rules]);
  if (!members) return undefined;
  checkProfile(within(place, 'profile'), members.profile);
  checkConflict(within(place, 'conflict'), members.conflict);
  const listed = <T>(name: string, read: (place: Place, value: unknown) => T | undefined) =>
    eachOf(within(place, name), members[name], read);
  return {
    permissions: listed('permission', permissionIn),
    prohibitions: listed('prohibition', prohibitionIn),
    obligations: listed('obligation', (where, one) => dutyIn(where, one, 'after')),
  };
}

function checkProfile(place: Place, profile: unknown): void {
  const names = profile === undefined ? [] : Array.isArray(profile) ? profile : [profile];
  for (const name of names.filter((one) => one !== ownNamespace))
    refuse(place, 'policy.unknown_form', {
      en: `The profile ${quoted(name)} is not known`,
      zh: `未知的规则配置 ${quoted(name)}`,
    });
}

function checkConflict(place: Place, conflict: unknown): void {
  if (conflict !== undefined && conflict !== 'prohibit' && conflict !== odrl('prohibit'))
    refuse(place, 'policy.unknown_form', {
      en: 'Where rules conflict the prohibition wins here; no other strategy is known',
      zh: '规则冲突时一律以禁止为准，不支持其他处理方式',
    });
}

function permissionIn(place: Place, value: unknown): UnderstoodRule | undefined {
  const members = membersOf(place, value, ['action', 'constraint', 'duty']);
  if (!members) return undefined;
  const duties = eachOf(within(place, 'duty'), members.duty, (where, one) => dutyIn(where, one, 'before'));
  const rule = ruleIn(place, members);
  return rule && { ...rule, duties };
}

function prohibitionIn(place: Place, value: unknown): UnderstoodRule | undefined {
  const members = membersOf(place, value, ['action', 'constraint']);
  return members && ruleIn(place, members);
}

function ruleIn(place: Place, { action: name, constraint }: Members): UnderstoodRule | undefined {
  const action = actionIn(place, name);
  const conditions = eachOf(within(place, 'constraint'), constraint, (where, one) =>
    conditionIn(where, one, 'rule'),
  );
  return action && { pointer: place.pointer, action, conditions, duties: [] };
}

/** By the recommendation a permission's duty comes first, and an obligation stands by itself; an `event` says it otherwise. */
function dutyIn(place: Place, value: unknown, usual: Owed['due']['when']): Owed | undefined {
  const members = membersOf(place, value, ['action', 'constraint']);
  if (!members) return undefined;
  const where = within(place, 'constraint');
  const { action, constraint } = members;
  const list: readonly unknown[] = Array.isArray(constraint) ? constraint : [];
  const timed = list.findIndex((one) => isMembers(one) && one.leftOperand === eventOperand);
  const usually = { when: usual, event: odrl('policyUsage') } as const;
  const due = timed < 0 ? usually : dueIn(within(where, timed), list[timed]);
  const others = timed < 0 ? constraint : list.with(timed, undefined);
  const conditions = eachOf(where, others, (at, one) => conditionIn(at, one, 'duty'));
  const done = actionIn(place, action);
  return done && due && { pointer: place.pointer, action: done, conditions, due };
}

function dueIn(place: Place, value: unknown): Owed['due'] | undefined {
  const members = membersOf(place, value, ['leftOperand', 'operator', 'rightOperand']);
  if (!members) return undefined;
  const { operator, rightOperand: event } = members;
  if (operator !== 'lt' && operator !== 'gt') return unknownOperator(place, operator);
  if (typeof event === 'string' && events.has(event))
    return { when: operator === 'lt' ? 'before' : 'after', event };
  return refuse(within(place, 'rightOperand'), 'policy.bad_value', {
    en: `${quoted(event)} is no event that is known here`,
    zh: `未知的事件 ${quoted(event)}`,
  });
}

function actionIn(place: Place, name: unknown): Action | undefined {
  return (
    actionNamed(name) ??
    refuse(within(place, 'action'), 'policy.unknown_action', {
      en: `The action ${quoted(name)} is not known`,
      zh: `未知的行为 ${quoted(name)}`,
    })
  );
}
