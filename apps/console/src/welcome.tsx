import {
  Card,
  Grid,
  LinkButton,
  PageHeader,
  Query,
  Section,
  TextLink,
  useAlong,
  useBilingual,
  useFormat,
  useText,
} from '@finharbor/ui';
import { usePlace } from '@finharbor/ui/screens';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { type Door, readDoors } from './people.ts';
import { Tour } from './tour.tsx';

/** The demonstration's first page: what can be done here, in which order, and everybody one can be, each by one press. */
export function Welcome(): ReactElement {
  const place = usePlace();
  const say = useBilingual();
  const text = useText('shell');
  const people = useQuery({
    queryKey: ['people'],
    queryFn: () => readDoors(place.name),
    // A door that is closed just now, as all are while the harbor starts, is shown once it opens.
    refetchInterval: 5_000,
  });
  return (
    <>
      <PageHeader title={say(place.name)} lead={text('welcome.lead')} />
      <Section title={text('tour.title')}>
        <p className="mb-3 max-w-prose">{text('tour.lead')}</p>
        <Query query={people}>{(doors) => <Tour doors={doors} />}</Query>
      </Section>
      {people.data && (
        <Section title={text('welcome.be')}>
          <People doors={people.data} />
        </Section>
      )}
      <Section title={text('welcome.more')}>
        <ul>
          <li>
            <TextLink href="/app/overview">{text('welcome.overview')}</TextLink>
          </li>
          <li>
            <TextLink href="/app/catalogue">{text('welcome.catalogue')}</TextLink>
          </li>
          <li>
            <TextLink href="/app/verify">{text('welcome.verify')}</TextLink>
          </li>
          <li>
            <a href="/open">{text('publicSite')}</a>
          </li>
          <li>
            <a href="/api">{text('welcome.api')}</a>
          </li>
        </ul>
      </Section>
    </>
  );
}

function People({ doors }: { readonly doors: readonly Door[] }): ReactElement {
  const say = useBilingual();
  return (
    <Grid>
      {doors.map(({ url, name, people }) => (
        <Card key={url} title={say(name)}>
          {people.map((person) => (
            <PersonCard key={person.login} person={person} url={url} />
          ))}
        </Card>
      ))}
    </Grid>
  );
}

type PersonProps = { readonly person: Door['people'][number]; readonly url: string };

function PersonCard({ person, url }: PersonProps): ReactElement {
  const say = useBilingual();
  const text = useText('shell');
  const { uscc } = useFormat();
  const along = useAlong();
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 border-line border-t py-2.5 first:border-t-0">
      <div className="min-w-0 flex-1 basis-36">
        <p className="font-medium">{say(person.name)}</p>
        <p className="text-quiet text-sm">
          {person.firm ? uscc(person.firm.uscc) : text(`does.${person.roles[0] ?? ''}`)}
        </p>
      </div>
      <LinkButton href={along(`${url}/app/enter/${person.login}`)} variant="secondary">
        {text('welcome.enter', { name: say(person.name) })}
      </LinkButton>
    </div>
  );
}
