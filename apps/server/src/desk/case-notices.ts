import type { AccountStore } from '@finharbor/access';
import {
  type CasesContext,
  type HeardEvent,
  type Hearer,
  procedureOf,
  type StoredCase,
} from '@finharbor/cases';
import type { CaseNotice } from '@finharbor/cases/work';
import type { NoticePort } from '@finharbor/desk';
import type { Bilingual } from '@finharbor/kernel/contract';

type Telling = {
  readonly notices: NoticePort;
  readonly cases: CasesContext;
  readonly accounts: Pick<AccountStore, 'withRoles'>;
  /** Who stands in for somebody who is away. */
  readonly deputiesOf: (account: string) => Promise<readonly string[]>;
};

/** Tells those whom an event of a case is for. Each is told in person: who is excluded has the same roles as those who are not. */
export async function tellOfCase(ctx: Telling, { key, case: id, event, to }: CaseNotice): Promise<void> {
  const stored = await ctx.cases.store.read(id);
  if (!stored) return;
  const { excluded } = stored.state;
  const accounts = new Set((await Promise.all(to.map((hearer) => accountsOf(ctx, stored, hearer)))).flat());
  const title = titleOf(ctx, stored, event);
  for (const account of accounts)
    if (!excluded.includes(account))
      await ctx.notices.notify({
        key: `${key}/${account}`,
        kind: 'case.moved',
        to: { account },
        title,
        href: `/app/cases/${id}`,
      });
}

async function accountsOf(
  { accounts, deputiesOf }: Telling,
  { state: { assignee, applicant } }: StoredCase,
  hearer: Hearer,
): Promise<readonly string[]> {
  if ('account' in hearer) {
    const deputies = hearer.account === assignee ? await deputiesOf(hearer.account) : [];
    return [hearer.account, ...deputies.filter((one) => one !== applicant.account)];
  }
  return (await accounts.withRoles(hearer)).map(({ id }) => id);
}

/** What is said in a notice leaves this machine by mail: the number and what is public of the procedure, nothing of what was filed. */
function titleOf({ cases }: Telling, stored: StoredCase, event: HeardEvent): Bilingual {
  const spec = procedureOf(cases, stored);
  const about = (said: Bilingual): Bilingual => ({
    en: `${spec.title.en} ${stored.number}: ${said.en}`,
    zh: `${spec.title.zh} ${stored.number}：${said.zh}`,
  });
  switch (event.type) {
    case 'stepped':
      // Under a newer version the state may be called otherwise by now.
      return about((spec.states[event.to] ?? spec.states[stored.state.state])!.title);
    case 'assigned':
      return about({ en: 'assigned to you', zh: '已分办给您' });
    case 'seated':
      return about({ en: 'your opinion is asked for', zh: '请您出具评审意见' });
    case 'commented':
      return about({ en: 'a comment', zh: '有新留言' });
    case 'promise_over':
    case 'term_over':
      return about(overdue((spec.terms?.[event.term] ?? spec).title));
    case 'recounted':
      return about({
        en: 'its days have moved with the holidays announced',
        zh: '期限已按新公布的节假日调整',
      });
  }
}

function overdue({ en, zh }: Bilingual): Bilingual {
  return { en: `${en}: the time is over`, zh: `${zh}：期限已到` };
}
