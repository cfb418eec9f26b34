import { type Field, fields, keysOf, type PanelView } from '@finharbor/ethics/contract';
import {
  Button,
  EmptyState,
  Form,
  PageHeader,
  Query,
  Select,
  TextLink,
  useBilingual,
  useText,
  useToast,
  Verbatim,
} from '@finharbor/ui';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { ethics, ethicsRoutes } from './api.ts';
import { useSend } from './send.ts';

type Chosen = { readonly [field in Field]?: string | undefined };
type Member = PanelView['members'][number];

/** The panel of a review: proposed by the system, changed by hand under the same rule. */
export function Screen(): ReactElement {
  const { id } = useParams({ strict: false }) as { readonly id: string };
  const query = useQuery({
    queryKey: ['ethics', 'panel', id],
    queryFn: async ({ signal }) => (await ethics.getPanel({ params: { id }, signal })).body,
  });
  return <Query query={query}>{(one) => <Choose id={id} one={one} />}</Query>;
}

function Choose({ id, one }: { readonly id: string; readonly one: PanelView }): ReactElement {
  const text = useText('ethicsOffice');
  const toast = useToast();
  const isSeated = one.members.some((member) => member.isSeated);
  const [chosen, setChosen] = useState(() => chosenBy(one, isSeated ? 'isSeated' : 'isProposed'));
  const save = useSend({
    route: ethicsRoutes.postPanel,
    body: () => ({ members: keysOf(fields).flatMap((field) => chosen[field] ?? []) }),
    send: (body: Parameters<typeof ethics.postPanel>[0]['body']) =>
      ethics.postPanel({ params: { id }, body }),
    onDone: () => toast({ title: text('panelKept') }),
  });
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/app/ethics/board', label: text('board') }]}
        title={text('panel')}
        lead={
          <>
            <TextLink href={`/app/cases/${id}`}>
              <Verbatim>{one.number}</Verbatim>
            </TextLink>{' '}
            <Verbatim>{one.subject}</Verbatim>
          </>
        }
      />
      <p className="mb-4">{text(isSeated ? 'panelSeated' : 'panelProposed')}</p>
      <Form onSubmit={() => save.mutate()} error={save.error}>
        <div id="field-members">
          {keysOf(fields).map((field) => (
            <OfField
              key={field}
              field={field}
              members={one.members.filter((member) => member.field === field)}
              chosen={chosen[field]}
              onChange={(member) => setChosen({ ...chosen, [field]: member })}
            />
          ))}
        </div>
        <div className="flex flex-wrap gap-2">
          <Button type="submit" variant="primary" pending={save.isPending}>
            {text('savePanel')}
          </Button>
          <Button onPress={() => setChosen(chosenBy(one, 'isProposed'))}>{text('useProposal')}</Button>
        </div>
      </Form>
    </>
  );
}

function OfField({
  field,
  members,
  chosen,
  onChange,
}: {
  readonly field: Field;
  readonly members: readonly Member[];
  readonly chosen: string | undefined;
  readonly onChange: (member: string) => void;
}): ReactElement {
  const text = useText('ethicsOffice');
  const say = useBilingual();
  if (members.length === 0) return <EmptyState title={text('nobodyOf', { field: say(fields[field]) })} />;
  return (
    <Select
      label={say(fields[field])}
      name={field}
      options={members.map(({ id, name, employer, bar, openReviews }) => ({
        id,
        label: text(bar === null ? 'candidate' : `barred.${bar}`, { name, employer, count: openReviews }),
        isData: true,
      }))}
      selected={chosen}
      onChange={onChange}
      isRequired
    />
  );
}

function chosenBy({ members }: PanelView, by: 'isSeated' | 'isProposed'): Chosen {
  return Object.fromEntries(members.filter((one) => one[by]).map(({ id, field }) => [field, id]));
}
