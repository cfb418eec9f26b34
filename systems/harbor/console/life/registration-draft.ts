import { origins, type RegistrationDraft, type RegistrationKind, rights } from '@finharbor/harbor/contract';
import { z } from 'zod';

const both = z.strictObject({ en: z.string(), zh: z.string() });
const kinds = ['initial', 'licence', 'transfer', 'change', 'deregistration'] as const;
// Of a draft only the form counts: it may be half filled in, which the node would refuse.
const kept = z.strictObject({
  kind: z.enum(kinds),
  certificate: z.string().nullable(),
  rights: z.array(z.enum(rights)),
  origin: z.enum(origins),
  basis: both,
  scope: both,
  evidence: z.array(z.strictObject({ name: z.string(), digest: z.string() })),
  to: z.string().nullable(),
});

/** What can be asked for by now: the kinds of entry, and the certificates it may be about. */
export type Askable = {
  readonly kinds: readonly RegistrationKind[];
  readonly certificates: readonly { readonly id: string; readonly label: string }[];
};

const nothing = { en: '', zh: '' };

/** The registration one begins with. */
export function firstRegistration({ kinds: askable, certificates }: Askable): RegistrationDraft {
  return {
    kind: askable[0]!,
    certificate: certificates[0]?.id ?? null,
    rights,
    origin: 'collected',
    basis: nothing,
    scope: nothing,
    evidence: [],
    to: null,
  };
}

/** A registration as it was kept; undefined where it asks for what cannot be asked for any more. */
export function readRegistration(
  draft: unknown,
  { kinds: askable, certificates }: Askable,
): RegistrationDraft | undefined {
  const { data } = kept.safeParse(draft);
  if (!data || !askable.includes(data.kind)) return undefined;
  const isKnown = data.certificate === null || certificates.some(({ id }) => id === data.certificate);
  return isKnown ? data : undefined;
}

/** What is sent: nothing that its kind of entry does not have. */
export function registrationOf(draft: RegistrationDraft): RegistrationDraft {
  const { kind, certificate, to } = draft;
  return {
    ...draft,
    certificate: kind === 'initial' ? null : certificate,
    rights: kind === 'deregistration' ? [] : draft.rights,
    to: kind === 'licence' || kind === 'transfer' ? to : null,
  };
}
