import {
  Button,
  CheckboxGroup,
  Dialog,
  ErrorSummary,
  Query,
  TextArea,
  useFormat,
  useText,
  useToast,
  Verbatim,
} from '@finharbor/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { govern } from './api.ts';

const longestReason = 500;

/** Whose roles are changed. */
export type RolesOf = { readonly id: string; readonly name: string; readonly roles: readonly string[] };

/** Gives a person other roles, with a reason; shows what they were. */
export function RolesDialog({
  person,
  choice,
  onClose,
}: {
  readonly person: RolesOf;
  /** The roles the person may have. */
  readonly choice: readonly string[];
  readonly onClose: () => void;
}): ReactElement {
  const text = useText('govern');
  const shell = useText('shell');
  const toast = useToast();
  const client = useQueryClient();
  const [roles, setRoles] = useState(person.roles);
  const [reason, setReason] = useState('');
  const undo = useRolesUndone(person);
  const change = useMutation({
    mutationFn: () => govern.putRoles({ params: { id: person.id }, body: { roles: [...roles], reason } }),
    onSuccess: async () => {
      toast({ tone: 'good', title: text('roles.changed'), onUndo: () => void undo(reason) });
      await client.invalidateQueries({ queryKey: ['accounts'] });
      onClose();
    },
  });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={text('roles.change', { name: person.name })}
      actions={
        <Button
          variant="primary"
          pending={change.isPending}
          isDisabled={reason.trim() === '' || roles.length === 0}
          onPress={() => change.mutate()}
        >
          {text('roles.save')}
        </Button>
      }
    >
      <ErrorSummary error={change.error} />
      <p className="mb-4 text-quiet">{text('roles.lead')}</p>
      <CheckboxGroup
        label={shell('me.roles')}
        options={choice.map((id) => ({ id, label: shell(`role.${id}`) }))}
        selected={roles}
        onChange={setRoles}
        name="roles"
      />
      <TextArea label={text('reason')} value={reason} onChange={setReason} isRequired name="reason" />
      <History id={person.id} />
    </Dialog>
  );
}

/** Gives a person the roles back that they had, with a reason that names the change it undoes. */
function useRolesUndone({ id, roles }: RolesOf): (reason: string) => Promise<void> {
  const text = useText('peopleLists');
  const toast = useToast();
  const client = useQueryClient();
  return async (reason) => {
    try {
      const undone = text('roles.undone', { reason }).slice(0, longestReason);
      await govern.putRoles({ params: { id }, body: { roles: [...roles], reason: undone } });
      toast({ tone: 'good', title: text('roles.back') });
    } catch {
      toast({ tone: 'bad', title: text('roles.notBack') });
    }
    await client.invalidateQueries({ queryKey: ['accounts'] });
  };
}

function History({ id }: { readonly id: string }): ReactElement {
  const text = useText('govern');
  const shell = useText('shell');
  const { dateTime } = useFormat();
  const history = useQuery({
    queryKey: ['accounts', 'roles', id],
    queryFn: async () => (await govern.listRoleChanges({ params: { id } })).body,
  });
  const named = (roles: readonly string[]): string => roles.map((role) => shell(`role.${role}`)).join(' · ');
  return (
    <section>
      <h3 className="mb-1 font-semibold">{text('roles.history')}</h3>
      <Query query={history}>
        {(changes) =>
          changes.length === 0 ? (
            <p className="text-quiet">{text('roles.none')}</p>
          ) : (
            <ul className="space-y-2 text-sm">
              {changes.map((change) => (
                <li key={change.id}>
                  {dateTime(change.atMs)}, <Verbatim>{change.byName}</Verbatim>: {named(change.before)} →{' '}
                  {named(change.after)} (<Verbatim>{change.reason}</Verbatim>)
                </li>
              ))}
            </ul>
          )
        }
      </Query>
    </section>
  );
}
