import type { RegistrationKind } from './kinds.ts';
import { type Entry, type EntryState, isTitle } from './register.ts';

/** Who may make which entry, and on which state of the certificate it is about; `null` is about none. */
export const registrationRules: {
  readonly [K in RegistrationKind]: {
    readonly by: 'anybody' | 'owner' | 'others' | 'registry';
    readonly on: readonly EntryState[] | null;
  };
} = {
  initial: { by: 'anybody', on: null },
  licence: { by: 'owner', on: ['in_force'] },
  transfer: { by: 'owner', on: ['in_force'] },
  change: { by: 'owner', on: ['in_force'] },
  deregistration: { by: 'owner', on: ['in_force'] },
  revocation: { by: 'registry', on: ['on_notice', 'contested', 'in_force'] },
  objection: { by: 'others', on: ['on_notice', 'contested'] },
};

/** What somebody asks for, of a register as it stands. */
export type Asked = {
  readonly kind: RegistrationKind;
  readonly party: string;
  readonly certificate: string | null;
};

/** Why an entry may not be made; each is an error code. */
export type RegistrationRefusal =
  | 'rights.already_registered'
  | 'rights.no_certificate'
  | 'rights.wrong_state'
  | 'rights.not_owner'
  | 'rights.own_entry'
  | 'rights.registry_only';

const live: readonly EntryState[] = ['submitted', 'on_notice', 'contested', 'in_force'];

/** Whether an entry may be made now; undefined where it may. */
export function mayRegister(
  register: readonly Entry[],
  { kind, party, certificate }: Asked,
  { registry, nowMs }: { readonly registry: string; readonly nowMs: number },
): RegistrationRefusal | undefined {
  const { by, on } = registrationRules[kind];
  if (on === null) {
    const isThere = register.some(
      ({ owner, state, registration }) =>
        owner === party && registration.body.kind !== 'licence' && live.includes(state),
    );
    return isThere ? 'rights.already_registered' : undefined;
  }
  const entry = register.find(({ answer }) => answer !== undefined && answer.id === certificate);
  if (!entry) return 'rights.no_certificate';
  if (by === 'registry' && party !== registry) return 'rights.registry_only';
  if (by === 'owner' && (entry.owner !== party || !isTitle(entry.registration.body.kind)))
    return 'rights.not_owner';
  if (by === 'others' && entry.owner === party) return 'rights.own_entry';
  const body = entry.answer!.body;
  const isOver =
    kind === 'objection' && body.decision === 'accepted' && nowMs >= Date.parse(body.noticeUntil);
  return on.includes(entry.state) && !isOver ? undefined : 'rights.wrong_state';
}
