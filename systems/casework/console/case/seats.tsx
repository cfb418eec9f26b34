import { governanceRoutes } from '@finharbor/access/governance';
import type { CaseView } from '@finharbor/casework/contract';
import { typedClient } from '@finharbor/kernel/contract';
import { Button, CheckboxGroup, Form, Query, useLanguage, useText } from '@finharbor/ui';
import { homeFetch } from '@finharbor/ui/screens';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { cases } from '../api.ts';
import { faultIn } from '../form/fault.ts';
import { useKept } from './kept.ts';

const access = typedClient({ listColleagues: governanceRoutes.listColleagues }, location.origin, homeFetch);

/** Names who sits on the panel, among the office's people. */
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

function Choose({ one: { id, revision, panel }, people }: ChooseProps): ReactElement {
  const text = useText('cases');
  const { language } = useLanguage();
  const keep = useKept(id);
  const [chosen, setChosen] = useState<readonly string[]>((panel?.seats ?? []).map(({ account }) => account));
  const seat = useMutation({
    mutationFn: async () => {
      const seats = chosen.map((account) => ({ account }));
      return (await cases.postSeats({ params: { id }, body: { seats, revision } })).body;
    },
    onSuccess: keep,
  });
  return (
    <Form onSubmit={() => seat.mutate()} error={faultIn(seat.error, language)}>
      <CheckboxGroup
        label={text('seats')}
        description={text('seatsHelp')}
        name="seats"
        options={people.map(({ id: account, name }) => ({ id: account, label: name }))}
        selected={chosen}
        onChange={setChosen}
      />
      <Button type="submit" pending={seat.isPending}>
        {text('seatsSave')}
      </Button>
    </Form>
  );
}
