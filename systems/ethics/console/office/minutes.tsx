import { fields, keysOf, type MemberView, type SessionView } from '@finharbor/ethics/contract';
import {
  Button,
  CheckboxGroup,
  Dialog,
  Form,
  Query,
  TextArea,
  useBilingual,
  useText,
  Verbatim,
} from '@finharbor/ui';
import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { ethics, ethicsRoutes } from '../api.ts';
import { useDay } from '../days.ts';
import { useSend } from '../send.ts';
import { useCommittee } from './members.tsx';

type OfSession = { readonly of: SessionView; readonly onClose: () => void };

/** Who was there and what was said; it is a session only where each of the five fields was there. */
export function KeepMinutes({ of, onClose }: OfSession): ReactElement {
  const text = useText('ethicsOffice');
  const committee = useCommittee();
  const day = useDay();
  const [attended, setAttended] = useState<readonly string[]>([]);
  const [minutes, setMinutes] = useState('');
  const keep = useSend({
    route: ethicsRoutes.putMinutes,
    body: () => ({ attended, minutes }),
    send: (body: Parameters<typeof ethics.putMinutes>[0]['body']) =>
      ethics.putMinutes({ params: { id: of.id }, body }),
    onDone: onClose,
  });
  const sitting = (committee.data ?? []).filter(({ terms }) =>
    terms.some(({ fromOn, untilOn }) => fromOn <= of.heldOn && of.heldOn < untilOn),
  );
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={text('minutesOf', { day: day(of.heldOn) })}
      actions={
        <Button variant="primary" pending={keep.isPending} onPress={() => keep.mutate()}>
          {text('keepMinutes')}
        </Button>
      }
    >
      <Form onSubmit={() => keep.mutate()} error={keep.error}>
        <Attendance sitting={sitting} attended={attended} onChange={setAttended} />
        <TextArea
          label={text('minutes')}
          name="minutes"
          rows={6}
          value={minutes}
          onChange={setMinutes}
          description={text('minutesHelp')}
          isRequired
        />
      </Form>
    </Dialog>
  );
}

type AttendanceProps = {
  readonly sitting: readonly MemberView[];
  readonly attended: readonly string[];
  readonly onChange: (attended: readonly string[]) => void;
};

function Attendance({ sitting, attended, onChange }: AttendanceProps): ReactElement {
  const text = useText('ethicsOffice');
  const say = useBilingual();
  const there = sitting.filter(({ id }) => attended.includes(id)).map(({ field }) => field);
  const missing = keysOf(fields).filter((field) => !there.includes(field));
  return (
    <>
      <CheckboxGroup
        label={text('attended')}
        name="attended"
        options={sitting.map(({ id, name, field }) => ({ id, label: name, description: say(fields[field]) }))}
        selected={attended}
        onChange={onChange}
        isRequired
      />
      <p role="status" className="mb-4 text-sm">
        {missing.length === 0
          ? text('quorum')
          : text('noQuorum', { fields: missing.map((field) => say(fields[field])).join(text('comma')) })}
      </p>
    </>
  );
}

/** The minutes of a session that was held. */
export function ReadMinutes({ of: { id, heldOn }, onClose }: OfSession): ReactElement {
  const text = useText('ethicsOffice');
  const day = useDay();
  const query = useQuery({
    queryKey: ['ethics', 'minutes', id],
    queryFn: async ({ signal }) => (await ethics.getMinutes({ params: { id }, signal })).body,
  });
  return (
    <Dialog isOpen onClose={onClose} title={text('readMinutesOf', { day: day(heldOn) })}>
      <Query query={query}>
        {({ minutes, attended }) => (
          <>
            <p className="mb-3 whitespace-pre-wrap">
              <Verbatim>{minutes}</Verbatim>
            </p>
            <p className="text-quiet">{text('attendedCount', { count: attended.length })}</p>
          </>
        )}
      </Query>
    </Dialog>
  );
}
