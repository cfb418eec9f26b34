import {
  type DocumentType,
  documentTypes,
  type MaskedProfile,
  type ProfileChange,
} from '@finharbor/access/personal-contract';
import {
  Button,
  Disclosure,
  Form,
  Query,
  Section,
  Select,
  TextField,
  useText,
  useToast,
} from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { personal } from './api.ts';
import { ProfileList } from './profile-list.tsx';

const queryKey = ['my-profile'];

/** What I have told about myself, covered, and how to change it. */
export function MyProfile(): ReactElement {
  const text = useText('personal');
  const who = useWho()!;
  const profile = useQuery({ queryKey, queryFn: async () => (await personal.getMyProfile({})).body });
  return (
    <Section title={text('profile.title')} id="profile">
      <p className="mb-3 text-quiet">{text('profile.lead')}</p>
      <Query query={profile}>
        {(data) => (
          <>
            <ProfileList account={who.id} profile={data} />
            <Disclosure title={text('profile.change')}>
              <ChangeProfile profile={data} />
            </Disclosure>
          </>
        )}
      </Query>
    </Section>
  );
}

function ChangeProfile({ profile }: { readonly profile: MaskedProfile }): ReactElement {
  const text = useText('personal');
  const [email, setEmail] = useState('');
  const [phone, setPhone] = useState('');
  const [type, setType] = useState<DocumentType>(documentTypes[0]!);
  const [number, setNumber] = useState('');
  const change = useChange(() => {
    setEmail('');
    setPhone('');
    setNumber('');
  });
  const save = (): void =>
    change.mutate({
      ...(email === '' ? {} : { email }),
      ...(phone === '' ? {} : { phone }),
      ...(number === '' ? {} : { idDocument: { type, number } }),
    });
  return (
    <Form onSubmit={save} error={change.error}>
      <p className="mb-3 text-quiet">{text('profile.keep')}</p>
      <TextField
        label={text('field.email')}
        value={email}
        onChange={setEmail}
        type="email"
        autoComplete="email"
        name="email"
      />
      <TextField
        label={text('field.phone')}
        value={phone}
        onChange={setPhone}
        type="tel"
        autoComplete="tel"
        name="phone"
      />
      <Select
        label={text('profile.type')}
        options={documentTypes.map((id) => ({ id, label: text(`document.${id}`) }))}
        selected={type}
        onChange={setType}
      />
      <TextField
        label={text('field.idNumber')}
        value={number}
        onChange={setNumber}
        autoComplete="off"
        maxLength={40}
        name="idDocument"
      />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" pending={change.isPending}>
          {text('profile.save')}
        </Button>
        <Removals profile={profile} onRemove={(removal) => change.mutate(removal)} />
      </div>
    </Form>
  );
}

function Removals({
  profile,
  onRemove,
}: {
  readonly profile: MaskedProfile;
  readonly onRemove: (change: ProfileChange) => void;
}): ReactElement {
  const text = useText('personal');
  const removals = [
    ['email', { email: null }],
    ['phone', { phone: null }],
    ['idNumber', { idDocument: null }],
  ] as const;
  return (
    <>
      {removals.map(
        ([field, removal]) =>
          profile[field] !== null && (
            <Button key={field} variant="quiet" onPress={() => onRemove(removal)}>
              {text('profile.clear', { what: text(`the.${field}`) })}
            </Button>
          ),
      )}
    </>
  );
}

function useChange(onSaved: () => void) {
  const text = useText('personal');
  const toast = useToast();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: ProfileChange) => (await personal.patchMyProfile({ body })).body,
    onSuccess: (profile) => {
      client.setQueryData(queryKey, profile);
      toast({ tone: 'good', title: text('profile.saved') });
      onSaved();
    },
  });
}
