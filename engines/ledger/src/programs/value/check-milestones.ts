import { canonicalJson, type FieldError } from '@finharbor/kernel';
import { visitConditions } from './condition.ts';
import { conditionsOf, type Program } from './program.ts';

/** A milestone that several conditions name is the same everywhere: title, and who confirms it. */
export function checkMilestones(program: Program): readonly FieldError[] {
  const first = new Map<string, string>();
  const faults: FieldError[] = [];
  for (const { condition, pointer } of conditionsOf(program).values())
    visitConditions(condition, pointer, (one, at) => {
      if (one.kind !== 'milestone') return;
      const text = canonicalJson([one.milestone.title, one.by]);
      const earlier = first.get(one.milestone.code) ?? text;
      first.set(one.milestone.code, earlier);
      if (earlier !== text)
        faults.push({
          pointer: `${at}/milestone`,
          detail: `${one.milestone.code} is another milestone above`,
        });
    });
  return faults;
}
