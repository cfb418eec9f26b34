import type { PublicView } from '@finharbor/casework/contract';
import {
  Button,
  clock,
  ErrorSummary,
  LinkButton,
  newId,
  PageHeader,
  Query,
  Section,
  useBilingual,
  useText,
} from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { cases } from '../api.ts';
import { PublicFacts } from './facts.tsx';
import { SiteLink } from './site-link.tsx';

/** One published case: for everybody. */
export function Screen(): ReactElement {
  const { number } = useParams({ strict: false }) as { readonly number: string };
  const query = useQuery({
    queryKey: ['cases', 'public', 'one', number],
    queryFn: async ({ signal }) => (await cases.getPublicCase({ params: { number }, signal })).body,
  });
  return <Query query={query}>{(one) => <Whole one={one} />}</Query>;
}

function Whole({ one }: { readonly one: PublicView }): ReactElement {
  const text = useText('cases');
  const say = useBilingual();
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/app/public-cases', label: text('public') }]}
        title={one.number}
        lead={say(one.procedure.title)}
      />
      <SiteLink number={one.number} />
      <PublicFacts one={one} />
      {one.objection && one.objection.untilMs > clock.nowMs() && <Objecting one={one} />}
    </>
  );
}

/** An objection is a case of its own: whoever is signed in begins one. */
function Objecting({ one }: { readonly one: PublicView }): ReactElement {
  const text = useText('cases');
  const who = useWho();
  const navigate = useNavigate();
  const [id] = useState(newId);
  const procedure = one.objection!.procedure.name;
  const object = useMutation({
    mutationFn: async () => (await cases.postCase({ body: { procedure, id, objectsTo: one.number } })).body,
    onSuccess: (begun) => navigate({ to: `/app/cases/${begun.id}` }),
  });
  return (
    <Section title={text('object')}>
      <ErrorSummary error={object.error} />
      <p className="mb-3">{text('objectHelp')}</p>
      {who ? (
        <Button onPress={() => object.mutate()} pending={object.isPending}>
          {text('object')}
        </Button>
      ) : (
        <LinkButton href="/app/sign-in">{text('signInToObject')}</LinkButton>
      )}
    </Section>
  );
}
