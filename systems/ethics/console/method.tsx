import { components, keysOf, type MethodView, measures } from '@finharbor/ethics/contract';
import { DescriptionList, useBilingual, useFormat, useText, Verbatim } from '@finharbor/ui';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { ethics } from './api.ts';

/** Every method that was adopted, the latest first. */
export function useMethods() {
  return useQuery({
    queryKey: ['ethics', 'methods'],
    queryFn: async ({ signal }) => (await ethics.listMethods({ signal })).body.items,
  });
}

/** How firms are rated, in one version: what counts how much, what a breach costs, what a band asks for, and why. */
export function Method({ of }: { readonly of: MethodView }): ReactElement {
  const text = useText('ethics');
  const say = useBilingual();
  const { date, number } = useFormat();
  const { version, weights, breachPoints, bands, note, adoptedAtMs } = of;
  return (
    <>
      <p className="mb-3 whitespace-pre-wrap">
        <Verbatim>{say(note)}</Verbatim>
      </p>
      <DescriptionList
        items={[
          ...components.map((component) => ({
            term: text('weightOf', { part: text(`part.${component}`) }),
            value: number(weights[component]),
          })),
          ...keysOf(measures).map((measure) => ({
            term: text('lostBy', { measure: say(measures[measure]) }),
            value: number(breachPoints[measure]),
          })),
          ...bands.map(({ name, from }) => ({
            term: text('bandOf', { name }),
            value: text('bandFrom', { from: number(from) }),
          })),
        ]}
      />
      <p className="text-quiet">{text('adopted', { version, on: date(adoptedAtMs) })}</p>
    </>
  );
}
