import type { Actor, Person } from '@finharbor/cases';

const role = 'pilot-register';

/** The register of pilots as cases know it: it answers what a case asks of it, and nobody has its role. */
export const registerActor: Actor & { readonly side: 'office' } = {
  side: 'office',
  title: { en: 'Register of pilots', zh: '试点项目登记系统' },
  roles: [role],
};

/** Who takes its steps. */
export const registerPerson: Person = {
  account: '01937f00-0000-7000-8000-0000000000e8',
  party: 'hub',
  roles: [role],
};
