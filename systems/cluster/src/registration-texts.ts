import type { CaseFacts, Letter, PublicCase, StepSpec } from '@finharbor/cases';

type Forms = {
  readonly application?: { readonly firm: string } | undefined;
  readonly decision?: { readonly address: string } | undefined;
};

const titles = {
  announced: { en: 'To be registered in the park', zh: '园区登记公示' },
  registered: { en: 'Registered in the park', zh: '园区登记结果' },
  dropped: { en: 'Not registered in the park', zh: '园区登记终止' },
} as const;

/** What everybody reads of a registration; nothing before the bureau has proposed an address. */
export function shown({ application, decision }: Forms, as: keyof typeof titles): PublicCase | undefined {
  if (!application || !decision) return undefined;
  return {
    title: titles[as],
    facts: [
      { title: { en: 'Firm', zh: '企业' }, value: application.firm },
      { title: { en: 'Registered address', zh: '注册地址' }, value: decision.address },
    ],
  };
}

function registeredLetter({ decision }: Forms): Letter {
  const { address } = decision!;
  return {
    title: { en: 'Decision to register', zh: '准予登记决定书' },
    paragraphs: [{ en: `Registered at: ${address}`, zh: `准予登记于：${address}。` }],
  };
}

type Registered = {
  readonly application: { readonly firm: string };
  readonly decision: { readonly address: string };
};

/** What a registration does, whether it takes effect by itself or after objections. */
export const registering: Pick<StepSpec<Registered>, 'effects' | 'publishes' | 'letter'> = {
  effects: ({ number, forms: { decision } }: CaseFacts<Registered>) => [
    { port: 'evidence', body: { kind: 'registration', number, address: decision!.address } },
  ],
  publishes: ({ forms }: CaseFacts<Registered>) => shown(forms, 'registered'),
  letter: ({ forms }: CaseFacts<Registered>) => registeredLetter(forms),
};

/** The decision not to register. */
export function refusedLetter({ application }: Forms, reason: string | null): Letter {
  return {
    title: { en: 'Decision not to register', zh: '不予登记决定书' },
    paragraphs: [
      { en: `${application!.firm} is not registered.`, zh: `对${application!.firm}不予登记。` },
      { en: `Reason: ${reason}`, zh: `理由：${reason}` },
      { en: 'You may apply again at any time.', zh: '您可随时重新申请。' },
    ],
  };
}
