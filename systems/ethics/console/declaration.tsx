import type { DeclarationView } from '@finharbor/ethics/contract';
import {
  Disclosure,
  EmptyState,
  PageHeader,
  Query,
  Section,
  TextLink,
  useBilingual,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { ethics } from './api.ts';
import { useDeclarations } from './declarations.ts';
import { OwnSignature } from './own-signature.tsx';

/** The declaration of nine articles, who has signed it, and for a firm's owner: signing it and withdrawing. */
export function Screen(): ReactElement {
  const text = useText('ethics');
  const query = useDeclarations();
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/app/ethics', label: text('title') }]}
        title={text('declaration')}
        lead={text('declarationLead')}
      />
      <Query query={query}>
        {([latest, ...older]) =>
          latest ? (
            <Latest one={latest} older={older} />
          ) : (
            <EmptyState title={text('noDeclaration')} body={text('noDeclarationHelp')} />
          )
        }
      </Query>
    </>
  );
}

function Latest({
  one,
  older,
}: {
  readonly one: DeclarationView;
  readonly older: readonly DeclarationView[];
}): ReactElement {
  const text = useText('ethics');
  const say = useBilingual();
  const { date } = useFormat();
  const who = useWho();
  return (
    <>
      <section className="mb-8">
        <h2 className="mb-3 font-semibold text-lg">
          <Verbatim>{say(one.title)}</Verbatim>
        </h2>
        <Wording one={one} />
      </section>
      {older.length > 0 && (
        <Section title={text('earlier')}>
          {older.map((version) => (
            <Disclosure
              key={version.version}
              title={text('adopted', { version: version.version, on: date(version.adoptedAtMs) })}
            >
              <Wording one={version} />
            </Disclosure>
          ))}
        </Section>
      )}
      {who?.roles.includes('owner') && <OwnSignature of={one} party={who.party} />}
      <Signatories />
    </>
  );
}

/** The articles of a version, where its text comes from, and since when it stands. */
function Wording({ one }: { readonly one: DeclarationView }): ReactElement {
  const text = useText('ethics');
  const say = useBilingual();
  const { date } = useFormat();
  return (
    <>
      <p className="mb-3 text-quiet">
        <Verbatim>{say(one.source)}</Verbatim>
      </p>
      <ol className="max-w-prose list-outside list-decimal ps-6">
        {one.articles.map((article, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an article is its number
          <li key={at} className="mb-2">
            <Verbatim>{say(article)}</Verbatim>
          </li>
        ))}
      </ol>
      <p className="text-quiet">{text('adopted', { version: one.version, on: date(one.adoptedAtMs) })}</p>
    </>
  );
}

function Signatories(): ReactElement {
  const text = useText('ethics');
  const { date } = useFormat();
  const query = useQuery({
    queryKey: ['ethics', 'signatures'],
    queryFn: async ({ signal }) => (await ethics.listSignatures({ signal })).body.items,
  });
  return (
    <Section title={text('signatories')}>
      <Query query={query}>
        {(items) => (
          <ul>
            {items.length === 0 && <li>{text('nobodySigned')}</li>}
            {items.map(({ id, uscc, firm, signedAtMs, ending }) => (
              <li key={id}>
                <TextLink href={`/app/ethics/firms/${uscc}`}>
                  <Verbatim>{firm}</Verbatim>
                </TextLink>{' '}
                {date(signedAtMs)} {ending !== null && text(`ending.${ending}`)}
              </li>
            ))}
          </ul>
        )}
      </Query>
    </Section>
  );
}
