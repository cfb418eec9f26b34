import type { RegistrationRefusal } from './may-register.ts';

/** What a refusal tells the person whom it meets. */
export const registrationReasons: Readonly<Record<RegistrationRefusal, string>> = {
  'rights.already_registered': 'This party has a registration of that product, or has asked for one.',
  'rights.no_certificate': 'There is no such certificate for that product.',
  'rights.wrong_state': 'The certificate is not in a state that allows this, or its notice is over.',
  'rights.not_owner': 'Only the party that holds the right may do this.',
  'rights.own_entry': 'A party does not object to its own entry; it asks for a change.',
  'rights.registry_only': 'Only the registry revokes a certificate.',
};
