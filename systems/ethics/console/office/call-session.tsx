import { Button, DateField, Form, newId, useText, useToast } from '@finharbor/ui';
import { type ReactElement, useState } from 'react';
import { ethics, ethicsRoutes } from '../api.ts';
import { noText, Pair, pairsOf } from '../pair.tsx';
import { useSend } from '../send.ts';

/** Calls a session: its day, its place and its agenda, which everybody may read. */
export function CallSession(): ReactElement {
  const text = useText('ethicsOffice');
  const toast = useToast();
  const [id, setId] = useState(newId);
  const [heldOn, setDay] = useState<string>();
  const [place, setPlace] = useState(noText);
  const [agenda, setAgenda] = useState(noText);
  const send = useSend({
    route: ethicsRoutes.postSession,
    body: () => ({ id, heldOn, place, agenda: pairsOf(agenda) }),
    send: (body: Parameters<typeof ethics.postSession>[0]['body']) => ethics.postSession({ body }),
    onDone: () => {
      setId(newId());
      setDay(undefined);
      setPlace(noText);
      setAgenda(noText);
      toast({ title: text('called') });
    },
  });
  return (
    <Form onSubmit={() => send.mutate()} error={send.error}>
      <DateField label={text('day')} name="heldOn" value={heldOn} onChange={setDay} isRequired />
      <Pair label={text('place')} name="place" value={place} onChange={setPlace} />
      <Pair
        label={text('agenda')}
        name="agenda"
        rows={4}
        value={agenda}
        onChange={setAgenda}
        description={text('agendaHelp')}
      />
      <Button type="submit" variant="primary" pending={send.isPending}>
        {text('callSession')}
      </Button>
    </Form>
  );
}
