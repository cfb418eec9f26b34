import type { YuanClient } from './clients.ts';
import { demoPeople } from './people.ts';

/** What is asked for is fixed, so that a second start finds it. */
const id = (last: string): string => `01937f00-0000-7000-8000-00000000${last}`;

/** Of nobody: no place has its first six digits. */
const numberOfNobody = '999999199001010008';

/** Who has to do with each other. */
export type TrustPeople = {
  readonly resident: YuanClient;
  readonly teller: YuanClient;
  readonly operator: YuanClient;
  readonly bureau: YuanClient;
};

/** As the account is called, marked as made up: whoever states an identity is called by it everywhere from then on. */
function residentName(): string {
  const { zh, en } = demoPeople({ party: 'hub' }).find(({ login }) => login === 'resident-a')!.name;
  return `${zh} ${en}`;
}

/** A person whose bank knows them by name, and an authority that was answered about them. Repeating it changes nothing. */
export async function setUpTrust({ resident, teller, operator, bureau }: TrustPeople): Promise<void> {
  const [wallet] = (await resident.listWallets({})).body.items;
  const { body: asked } = await resident.postTier({
    params: { number: wallet!.number },
    body: {
      id: id('d001'),
      tier: 2,
      identity: { name: residentName(), document: { type: 'resident_id', number: numberOfNobody } },
    },
  });
  if (asked.state === 'waiting')
    await teller.postTierDecision({ params: { id: asked.id }, body: { refusal: null } });
  const { body: inquiry } = await bureau.postInquiry({
    body: {
      id: id('d002'),
      authority: '演示市公安局 Demo City Police',
      basis: 'criminal_procedure',
      law: '',
      article: '',
      document: '演示查字〔2026〕1号',
      reason: '演示 Demonstration',
      subjectKind: 'wallet',
      subject: wallet!.number,
      withIdentity: true,
      fromMs: null,
      untilMs: null,
      embargoDays: 30,
    },
  });
  const params = { id: inquiry.id };
  const body = { refusal: null };
  if (inquiry.state === 'open') await teller.postInquiryCheck({ params, body });
  if (inquiry.state === 'open' || inquiry.state === 'checked')
    await operator.postInquiryConfirmation({ params, body });
}
