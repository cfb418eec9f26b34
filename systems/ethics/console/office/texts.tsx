import { Callout, Disclosure, Query, Section, TextLink, useFormat, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { useDeclarations } from '../declarations.ts';
import { Method, useMethods } from '../method.tsx';
import { AdoptDeclaration } from './adopt-declaration.tsx';
import { AdoptMethod } from './adopt-method.tsx';

/** The versions in force of the declaration and the method; the bureau adopts the next. */
export function Texts({ mayAdopt }: { readonly mayAdopt: boolean }): ReactElement {
  const text = useText('ethicsOffice');
  return (
    <>
      {!mayAdopt && <Callout>{text('bureauAdopts')}</Callout>}
      <Declaration mayAdopt={mayAdopt} />
      <Rating mayAdopt={mayAdopt} />
    </>
  );
}

type MayAdopt = { readonly mayAdopt: boolean };

function Declaration({ mayAdopt }: MayAdopt): ReactElement {
  const text = useText('ethicsOffice');
  const { date } = useFormat();
  const query = useDeclarations();
  return (
    <Section title={text('declaration')}>
      <Query query={query}>
        {([latest]) => (
          <>
            <p className="mb-4">
              {latest
                ? text('inForce', { version: latest.version, on: date(latest.adoptedAtMs) })
                : text('noneInForce')}{' '}
              {latest && <TextLink href="/app/ethics/declaration">{text('readDeclaration')}</TextLink>}
            </p>
            {mayAdopt && (
              <Disclosure title={text('adoptDeclaration')}>
                <AdoptDeclaration latest={latest} />
              </Disclosure>
            )}
          </>
        )}
      </Query>
    </Section>
  );
}

function Rating({ mayAdopt }: MayAdopt): ReactElement {
  const text = useText('ethicsOffice');
  const { date } = useFormat();
  const query = useMethods();
  return (
    <Section title={text('method')}>
      <Query query={query}>
        {([latest]) => (
          <>
            <p className="mb-4">
              {latest
                ? text('inForce', { version: latest.version, on: date(latest.adoptedAtMs) })
                : text('noMethod')}
            </p>
            {latest && (
              <Disclosure title={text('readMethod')}>
                <Method of={latest} />
              </Disclosure>
            )}
            {mayAdopt && (
              <Disclosure title={text('adoptMethod')}>
                <AdoptMethod latest={latest} />
              </Disclosure>
            )}
          </>
        )}
      </Query>
    </Section>
  );
}
