import { type EcdhOperator, ecdhDisclosures } from '../ecdh/disclosures.ts';
import type { IntersectionDisclosure } from './disclosures.ts';
import { type IntersectionOperation, type IntersectionPlan, operationOf, sidesOf } from './plan.ts';

/** What is told of all common keys together: nothing where the plan asks for rows without a threshold. */
export function figureDisclosures(plan: IntersectionPlan): readonly IntersectionDisclosure[] {
  const operation = operationOf(plan);
  const operator = operatorOf(operation);
  if (!operator) return [];
  const { own: receiver, other: sender } = sidesOf(plan, plan.receiver);
  const parties = plan.sides.map(({ party }) => party);
  const learns = operation.kind === 'rows' ? 'receiver' : operation.learns;
  const listed = ecdhDisclosures({ parties, receiver: receiver.party, learns, operator })
    // Tables are padded, so that a hello tells no more than the rows already have.
    .filter(({ label }) => label !== 'ecdh/hello')
    .map((one) => ({ ...one, count: 'one' }));
  if (operation.kind === 'rows') return [...listed, enough(operation.atLeast!, sender.party)];
  return operation.kind === 'sum' ? listed.map((one) => ofColumn(one, operation.column.holds)) : listed;
}

function operatorOf(operation: IntersectionOperation): EcdhOperator | undefined {
  switch (operation.kind) {
    case 'rows':
      return operation.atLeast === undefined ? undefined : { kind: 'size' };
    case 'count':
      return { kind: 'size' };
    case 'sum':
      return { kind: 'sum', atLeast: operation.atLeast, terms: operation.column };
  }
}

function enough(atLeast: number, sender: string): IntersectionDisclosure {
  return {
    ...{ label: 'job/enough', count: 'one', to: [sender], masked: false },
    text: {
      en: `Whether at least ${atLeast} keys are common, by the receiver’s word; with fewer nobody is told of any row.`,
      zh: `双方共有的键值是否不少于 ${atLeast} 个（以接收方所述为准）；不足时任何一方都不会得知任何数据行。`,
    },
  };
}

function ofColumn(one: IntersectionDisclosure, holds: string): IntersectionDisclosure {
  if (one.masked || !['ecdh/opened', 'ecdh/sum'].includes(one.label)) return one;
  const { en, zh } = one.text;
  return { ...one, text: { en: `${en} The values are: ${holds}.`, zh: `${zh}数值为：${holds}。` } };
}
