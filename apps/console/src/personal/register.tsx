import type { RegisteredField } from '@finharbor/access/personal-contract';
import { Badge, DataTable, PageHeader, Query, useBilingual, useText, Verbatim } from '@finharbor/ui';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { personal } from './api.ts';

/** What is kept of people here, for everybody to read. */
export function Screen(): ReactElement {
  const text = useText('personal');
  const register = useQuery({
    queryKey: ['privacy-register'],
    queryFn: async () => (await personal.getPrivacyRegister({})).body,
  });
  return (
    <>
      <PageHeader title={text('register.title')} lead={text('register.lead')} />
      <Query query={register} shape="table">
        {(fields) => <Register fields={fields} />}
      </Query>
    </>
  );
}

function Register({ fields }: { readonly fields: readonly RegisteredField[] }): ReactElement {
  const text = useText('personal');
  const say = useBilingual();
  const wholeTo = useWholeTo();
  const erasure = ({ erasure: kind, keptBecause }: RegisteredField): string =>
    kind === 'keep' && keptBecause ? say(keptBecause) : text(`register.${kind}`);
  return (
    <DataTable
      id="privacy-register"
      exportName="personal-data-register"
      caption={text('register.title')}
      rows={fields}
      rowKey={({ table, column }) => `${table}.${column}`}
      columns={[
        {
          id: 'what',
          header: text('register.what'),
          cell: (field) => <What field={field} />,
          text: ({ what }) => say(what),
        },
        {
          id: 'purpose',
          header: text('register.purpose'),
          cell: ({ purpose, basis }) => (
            <>
              {say(purpose)}
              <span className="block text-quiet text-xs">{say(basis)}</span>
            </>
          ),
          text: ({ purpose, basis }) => `${say(purpose)} · ${say(basis)}`,
        },
        { id: 'retention', header: text('register.retention'), cell: ({ retention }) => say(retention) },
        {
          id: 'shownAs',
          header: text('register.shownAs'),
          cell: ({ shownAs }) => <Verbatim>{shownAs}</Verbatim>,
          text: ({ shownAs }) => shownAs,
        },
        { id: 'wholeTo', header: text('register.wholeTo'), cell: wholeTo },
        { id: 'erasure', header: text('register.erasure'), cell: erasure },
        {
          id: 'where',
          header: text('register.where'),
          isHidden: true,
          cell: ({ table, column }) => <Verbatim>{`${table}.${column}`}</Verbatim>,
          text: ({ table, column }) => `${table}.${column}`,
        },
      ]}
    />
  );
}

function What({ field }: { readonly field: RegisteredField }): ReactElement {
  const text = useText('personal');
  const say = useBilingual();
  const { what, category, isSealed, isWithheld } = field;
  return (
    <>
      <span className="me-1">{say(what)}</span>
      {category === 'sensitive' && <Badge tone="warn">{text('register.sensitive')}</Badge>}
      {isSealed && <Badge tone="good">{text('register.sealed')}</Badge>}
      {isWithheld && <Badge>{text('register.withheld')}</Badge>}
    </>
  );
}

/** Who may see a value whole: nobody what is only a hash, everything else its person. */
function useWholeTo(): (field: RegisteredField) => string {
  const text = useText('personal');
  const shell = useText('shell');
  return ({ isWithheld, revealedTo }) =>
    isWithheld
      ? text('register.nobody')
      : [text('register.person'), ...revealedTo.map((role) => shell(`role.${role}`))].join(' · ');
}
