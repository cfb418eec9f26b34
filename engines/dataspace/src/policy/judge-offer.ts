import { demandsFusion } from './explain.ts';
import type { FactName } from './facts.ts';
import type { Policy } from './model.ts';
import { readPolicy } from './read.ts';
import type { Fault } from './reader.ts';
import { type Atom, atomsOf, type UnderstoodPolicy } from './understood.ts';

/** What a node can do to hold a policy: the facts it knows, or is told, at each use, and whether it runs private computations. */
export type Capabilities = { readonly facts: readonly FactName[]; readonly computes: boolean };
/** Whether a node may offer, or take up, a policy. */
export type OfferJudgement =
  | { readonly kind: 'acceptable' }
  | { readonly kind: 'refused'; readonly faults: readonly Fault[] };

/** Whether an offer is understood to its last member and this node can hold it; every reason why not. */
export function judgeOffer(offer: Policy, node: Capabilities): OfferJudgement {
  const reading = readPolicy(offer);
  const faults = reading.kind === 'refused' ? reading.faults : unheld(offer, reading.policy, node);
  return faults.length === 0 ? { kind: 'acceptable' } : { kind: 'refused', faults };
}

function unheld(offer: Policy, policy: UnderstoodPolicy, node: Capabilities): readonly Fault[] {
  const rules = [...policy.permissions, ...policy.prohibitions];
  const unknown = rules
    .flatMap(({ conditions }) => atomsOf(conditions))
    .filter(({ operand }) => operand.reads.some((name) => !node.facts.includes(name)))
    .map(unknownHere);
  const computes = node.computes || !demandsFusion(offer);
  return computes ? unknown : [...unknown, notComputed];
}

function unknownHere({ pointer, operand: { label } }: Atom): Fault {
  return {
    pointer,
    code: 'policy.not_enforceable',
    text: {
      en: `This node does not know ${label.en} when data is used`,
      zh: `本节点在数据使用时无法获知“${label.zh}”`,
    },
  };
}

const notComputed: Fault = {
  pointer: '',
  code: 'policy.not_enforceable',
  text: {
    en: 'These terms bind what a computation opens, and this node runs none',
    zh: '该规则约束计算结果的公开，本节点不支持隐私计算',
  },
};
