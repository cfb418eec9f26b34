import { RadioGroup, Section, type SetPart, TwoSets, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { usePartyName } from '../../parties/names.ts';
import type { Design, OwnRows } from './design.ts';
import type { OpenContract } from './offers.ts';

type IntersectProps = {
  readonly contract: OpenContract;
  readonly design: Design;
  readonly set: (part: Partial<Design>) => void;
};

const told: Readonly<Record<OwnRows | 'nothing', readonly SetPart[]>> = {
  inner: ['both'],
  left: ['first', 'both'],
  anti: ['first'],
  nothing: [],
};

/** What each side gets of an intersection, as a picture of the two sets. */
export function Intersect({ contract: { body }, design, set }: IntersectProps): ReactElement {
  const text = useText('proposals');
  const nameOf = usePartyName();
  const { result, providerResult } = design;
  const [consumer, provider] = [nameOf(body.consumer), nameOf(body.providers[0]!)];
  const mayBoth = body.constraints.some(({ name, value }) => name === 'learns' && value === 'both');
  return (
    <Section title={text('sets.title')}>
      <div className="grid gap-x-6 lg:grid-cols-2">
        <div>
          <RadioGroup
            label={text('sets.own', { party: consumer })}
            name="result"
            selected={result}
            onChange={(id) => set({ result: id })}
            options={(['inner', 'left', 'anti'] as const).map((id) => ({
              id,
              label: text(`sets.${id}`),
              description: text(`setsHelp.${id}`),
            }))}
          />
          <TwoSets
            summary={text('sets.picture', { party: consumer, what: text(`sets.${result}`) })}
            first={consumer}
            second={provider}
            shaded={told[result]}
          />
        </div>
        <div>
          <RadioGroup
            label={text('sets.others', { party: provider })}
            name="providerResult"
            selected={providerResult}
            onChange={(id) => set({ providerResult: id })}
            isDisabled={!mayBoth}
            options={(['nothing', 'inner'] as const).map((id) => ({ id, label: text(`sets.${id}`) }))}
            {...(mayBoth ? {} : { description: text('sets.onlyConsumer') })}
          />
          <TwoSets
            summary={text('sets.picture', { party: provider, what: text(`sets.${providerResult}`) })}
            first={consumer}
            second={provider}
            shaded={told[providerResult]}
          />
        </div>
      </div>
    </Section>
  );
}
