import { Disclosure, Query, useText } from '@finharbor/ui';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { ethics } from '../api.ts';
import { AdoptDeclaration } from './adopt-declaration.tsx';
import { AdoptMethod } from './adopt-method.tsx';

/** The versions in force of the declaration and the method; the bureau adopts the next. */
export function Texts({ mayAdopt }: { readonly mayAdopt: boolean }): ReactElement {
  const text = useText('ethicsOffice');
  const query = useQuery({
    queryKey: ['ethics', 'versions'],
    queryFn: async ({ signal }) => {
      const [declarations, methods] = await Promise.all([
        ethics.listDeclarations({ signal }),
        ethics.listMethods({ signal }),
      ]);
      return {
        declaration: declarations.body.items[0]?.version ?? 0,
        method: methods.body.items[0]?.version ?? 0,
      };
    },
  });
  return (
    <Query query={query}>
      {({ declaration, method }) => (
        <>
          <p className="mb-2">{text('declarationNow', { version: declaration })}</p>
          <p className="mb-4">{text('methodNow', { version: method })}</p>
          {mayAdopt ? (
            <>
              <Disclosure title={text('adoptDeclaration')}>
                <AdoptDeclaration key={declaration} version={declaration + 1} />
              </Disclosure>
              <Disclosure title={text('adoptMethod')}>
                <AdoptMethod key={method} version={method + 1} />
              </Disclosure>
            </>
          ) : (
            <p>{text('bureauAdopts')}</p>
          )}
        </>
      )}
    </Query>
  );
}
