import type { SubjectUse } from '@finharbor/harbor/contract';
import { useBilingual, useText } from '@finharbor/ui';
import { useFieldTitles } from '../firm/field-titles.ts';
import { usePartyName } from '../parties/names.ts';

/** A use in a sentence: who used what of the firm, from whom, and for what. */
export function useUseSaid(): (use: SubjectUse) => string {
  const text = useText('subject');
  const harbor = useText('harbor');
  const say = useBilingual();
  const nameOf = usePartyName();
  const fieldsOf = useFieldTitles();
  return ({ holder, consumer, fields, kind, purpose }) => {
    const what = fieldsOf({ issuer: holder, fields });
    const names = {
      consumer: nameOf(consumer),
      holder: nameOf(holder),
      kind: harbor(`kind.${kind}`),
      fields: what === '' ? text('said.someFields') : what,
    };
    return purpose ? text('said.for', { ...names, purpose: say(purpose) }) : text('said.as', names);
  };
}
