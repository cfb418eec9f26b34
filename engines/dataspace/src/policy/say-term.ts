import { type Bilingual, canonicalJson, type Json } from '@finharbor/kernel/contract';
import { explainPolicy } from './explain.ts';
import { readPolicy } from './read.ts';
import { conditionIn } from './read-condition.ts';
import { type Fault, type Place, quoted } from './reader.ts';
import { sayCondition } from './wording.ts';

/** A term of a policy, or of one of its rules, in words without a full stop; one that is not understood, as it was written. */
export function sayTerm(list: string, term: Json): Bilingual {
  const said = list === 'constraint' ? sayConstraint(term) : sayRule(list, term);
  if (said) return said;
  const text = typeof term === 'string' ? quoted(term) : canonicalJson(term);
  return { en: `${list}: ${text}`, zh: `${list}：${text}` };
}

function sayConstraint(term: Json): Bilingual | undefined {
  for (const owner of ['rule', 'duty'] as const) {
    const faults: Fault[] = [];
    const place: Place = { pointer: '', depth: 0, tell: (fault) => faults.push(fault) };
    const condition = conditionIn(place, term, owner);
    if (condition && faults.length === 0) return sayCondition(condition);
  }
  return undefined;
}

function sayRule(list: string, term: Json): Bilingual | undefined {
  const policy = list === 'duty' ? { permission: [{ action: 'use', duty: [term] }] } : { [list]: [term] };
  const reading = readPolicy(policy);
  if (reading.kind === 'refused') return undefined;
  const lines = explainPolicy(reading.policy).filter(
    ({ pointer }) => list !== 'duty' || pointer.includes('/duty/'),
  );
  const texts = lines.map(({ text }) => text);
  if (texts.length === 0) return undefined;
  const [en, zh] = [texts.map((one) => one.en).join(' '), texts.map((one) => one.zh).join('')];
  return { en: en.replace(/\.$/, ''), zh: zh.replace(/。$/, '') };
}
