import type { PublicView } from '@finharbor/casework/contract';
import { DescriptionList, useBilingual, useFormat, useText, Verbatim } from '@finharbor/ui';
import type { ReactElement } from 'react';

/** What everybody may read of a case. */
export function PublicFacts({ one }: { readonly one: PublicView }): ReactElement {
  const text = useText('cases');
  const say = useBilingual();
  const { date } = useFormat();
  return (
    <DescriptionList
      items={[
        { term: say(one.title), value: say(one.procedure.title) },
        ...one.facts.map(({ title, value }) => ({ term: say(title), value: <Verbatim>{value}</Verbatim> })),
        { term: text('publishedAt'), value: date(one.publishedAtMs) },
        ...(one.objection ? [{ term: text('objectUntil'), value: date(one.objection.untilMs - 1) }] : []),
      ]}
    />
  );
}
