import { governanceRoutes } from '@finharbor/access/governance';
import type { CaseView } from '@finharbor/casework/contract';
import { typedClient } from '@finharbor/kernel/contract';
import { Button, CheckboxGroup, Form, Query, TextArea, useLanguage, useText } from '@finharbor/ui';
import { homeFetch } from '@finharbor/ui/screens';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { cases } from '../api.ts';
import { faultIn } from '../form/fault.ts';
import { useKept } from './kept.ts';

const access = typedClient({ listColleagues: governanceRoutes.listColleagues }, location.origin, homeFetch);

/** Names who sits on the panel: among the office's people, and others by how they sign in. */
export function Seats({ one }: { readonly one: CaseView }): ReactElement {
  const colleagues = useQuery({
    queryKey: ['colleagues'],
    queryFn: async () => (await access.listColleagues({})).body,
  });
  return <Query query={colleagues}>{(people) => <Choose one={one} people={people} />}</Query>;
}

type ChooseProps = {
  readonly one: CaseView;
  readonly people: readonly { readonly id: string; readonly name: string }[];
};

function Choose({ one: { id, revision, panel, names }, people }: ChooseProps): ReactElement {
  const text = useText('cases');
  const { language } = useLanguage();
  const keep = useKept(id);
  const seated = (panel?.seats ?? []).map(({ account }) => account);
  const [chosen, setChosen] = useState<readonly string[]>(seated);
  const [others, setOthers] = useState('');
  const outsiders = seated.filter((account) => people.every((one) => one.id !== account));
  const seat = useMutation({
    mutationFn: async () => {
      const logins = others.split(/\s+/).filter((login) => login !== '');
      const seats = [...chosen.map((account) => ({ account })), ...logins.map((login) => ({ login }))];
      return (await cases.postSeats({ params: { id }, body: { seats, revision } })).body;
    },
    onSuccess(next) {
      setChosen((next.panel?.seats ?? []).map(({ account }) => account));
      setOthers('');
      keep(next);
    },
  });
  return (
    <Form onSubmit={() => seat.mutate()} error={faultIn(seat.error, language)}>
      <CheckboxGroup
        label={text('seats')}
        description={text('seatsHelp')}
        name="seats"
        options={[
          ...people.map(({ id: account, name }) => ({ id: account, label: name })),
          ...outsiders.map((account) => ({ id: account, label: String(names[account] ?? text('somebody')) })),
        ]}
        selected={chosen}
        onChange={setChosen}
      />
      <TextArea
        label={text('seatsOthers')}
        description={text('seatsOthersHelp')}
        name="others"
        rows={2}
        value={others}
        onChange={setOthers}
      />
      <Button type="submit" pending={seat.isPending}>
        {text('seatsSave')}
      </Button>
    </Form>
  );
}
