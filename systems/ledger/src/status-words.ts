import type { Bilingual } from '@finharbor/kernel/contract';
import type { CreateTransferStatus } from '@finharbor/ledger';

type Words = Readonly<Record<CreateTransferStatus, Bilingual>>;

const chained: Pick<Words, 'linkedEventFailed' | 'linkedEventChainOpen'> = {
  linkedEventFailed: say(
    'Another transfer of the same chain was refused, and a chain happens as a whole or not at all.',
    '同一链中的另一笔转账被拒绝，整条链要么全部生效，要么全部不生效。',
  ),
  linkedEventChainOpen: say(
    'The last transfer of the request still says that its chain goes on.',
    '请求中的最后一笔转账仍标记为“链未结束”。',
  ),
};

const known = {
  created: say('Done: it is in the journal.', '已记账。'),
  exists: say(
    'It was done before, exactly so; nothing was done twice.',
    '该转账此前已记账且内容相同，未重复执行。',
  ),
  idAlreadyFailed: say(
    'A transfer with this id was refused before; an id is used once. Make a new transfer.',
    '此编号的转账曾被拒绝，编号不可重复使用，请新建转账。',
  ),
  existsWithDifferentFlags: differs('with other options', '选项不同'),
  existsWithDifferentPendingId: differs('for another pending transfer', '所对应的待定转账不同'),
  existsWithDifferentTimeout: differs('with another timeout', '时限不同'),
  existsWithDifferentDebitAccountId: differs('with another debit account', '借方账户不同'),
  existsWithDifferentCreditAccountId: differs('with another credit account', '贷方账户不同'),
  existsWithDifferentAmount: differs('with another amount', '金额不同'),
  existsWithDifferentUserData128: differs('with another reference (128 bits)', '附加数据（128 位）不同'),
  existsWithDifferentUserData64: differs('with another reference (64 bits)', '附加数据（64 位）不同'),
  existsWithDifferentUserData32: differs('with another reference (32 bits)', '附加数据（32 位）不同'),
  existsWithDifferentLedger: differs('in another ledger', '账本不同'),
  existsWithDifferentCode: differs('with another code', '用途代码不同'),
} as const;

const malformed = {
  reservedFlag: say('It bears an option that this ledger does not know.', '含有本账本不支持的选项。'),
  flagsAreMutuallyExclusive: say('Two of its options exclude each other.', '所选的两个选项互相排斥。'),
  idMustNotBeZero: say('Its id is 0, which is none.', '转账编号为 0，不是有效编号。'),
  idMustNotBeIntMax: say(
    'Its id is the largest number there is, which is none.',
    '转账编号为最大值，不是有效编号。',
  ),
  debitAccountIdMustNotBeZero: say('It names no debit account.', '未填写借方账户。'),
  debitAccountIdMustNotBeIntMax: say('Its debit account is no valid number.', '借方账户编号无效。'),
  creditAccountIdMustNotBeZero: say('It names no credit account.', '未填写贷方账户。'),
  creditAccountIdMustNotBeIntMax: say('Its credit account is no valid number.', '贷方账户编号无效。'),
  accountsMustBeDifferent: say('Debit and credit account are the same.', '借方与贷方账户相同。'),
  pendingIdMustBeZero: say(
    'It names a pending transfer although it neither posts nor voids one.',
    '既不确认也不撤销待定转账，却填写了待定转账编号。',
  ),
  pendingIdMustNotBeZero: say(
    'It does not say which pending transfer it settles.',
    '未说明要处理哪一笔待定转账。',
  ),
  pendingIdMustNotBeIntMax: say('The pending transfer it names is no valid number.', '待定转账编号无效。'),
  pendingIdMustBeDifferent: say('It names itself as the pending transfer.', '待定转账编号与自身编号相同。'),
  timeoutReservedForPendingTransfer: say(
    'Only a pending transfer can have a timeout.',
    '只有待定转账可以设置时限。',
  ),
  closingTransferMustBePending: say(
    'A transfer that closes an account has to be pending.',
    '用于关闭账户的转账必须是待定转账。',
  ),
  ledgerMustNotBeZero: say('It names no ledger.', '未填写账本。'),
  codeMustNotBeZero: say('It has no code.', '未填写用途代码。'),
} as const;

const accounts = {
  debitAccountNotFound: say('There is no such debit account.', '借方账户不存在。'),
  creditAccountNotFound: say('There is no such credit account.', '贷方账户不存在。'),
  accountsMustHaveTheSameLedger: say(
    'The two accounts are of different ledgers, so they cannot pay each other.',
    '两个账户属于不同账本，不能互相转账。',
  ),
  transferMustHaveTheSameLedgerAsAccounts: say(
    'The transfer names another ledger than its accounts.',
    '转账的账本与账户的账本不一致。',
  ),
  debitAccountAlreadyClosed: say('The debit account is closed.', '借方账户已关闭。'),
  creditAccountAlreadyClosed: say('The credit account is closed.', '贷方账户已关闭。'),
  exceedsCredits: say(
    'The debit account does not hold enough: its debits must not exceed its credits.',
    '借方账户余额不足：该账户的借方合计不得超过贷方合计。',
  ),
  exceedsDebits: say(
    'The credit account cannot take it: its credits must not exceed its debits.',
    '贷方账户额度不足：该账户的贷方合计不得超过借方合计。',
  ),
} as const;

const pending = {
  pendingTransferNotFound: say('There is no such pending transfer.', '待定转账不存在。'),
  pendingTransferNotPending: say('The transfer it names was never pending.', '所指转账不是待定转账。'),
  pendingTransferHasDifferentDebitAccountId: other('debit account', '借方账户'),
  pendingTransferHasDifferentCreditAccountId: other('credit account', '贷方账户'),
  pendingTransferHasDifferentLedger: other('ledger', '账本'),
  pendingTransferHasDifferentCode: other('code', '用途代码'),
  exceedsPendingTransferAmount: say('It posts more than was set aside.', '确认金额超过待定金额。'),
  pendingTransferHasDifferentAmount: say(
    'A pending transfer is voided as a whole, and this is another amount.',
    '撤销必须针对全部待定金额，所填金额不一致。',
  ),
  pendingTransferAlreadyPosted: say('The pending transfer was posted before.', '该待定转账已确认。'),
  pendingTransferAlreadyVoided: say('The pending transfer was voided before.', '该待定转账已撤销。'),
  pendingTransferExpired: say('The time of the pending transfer is up.', '该待定转账已超过时限。'),
} as const;

const overflow = {
  overflowsDebitsPending: tooLarge('pending debits of the debit account', '借方账户的待定借方合计'),
  overflowsCreditsPending: tooLarge('pending credits of the credit account', '贷方账户的待定贷方合计'),
  overflowsDebitsPosted: tooLarge('posted debits of the debit account', '借方账户的已记账借方合计'),
  overflowsCreditsPosted: tooLarge('posted credits of the credit account', '贷方账户的已记账贷方合计'),
  overflowsDebits: tooLarge('debits of the debit account', '借方账户的借方合计'),
  overflowsCredits: tooLarge('credits of the credit account', '贷方账户的贷方合计'),
  overflowsTimeout: say('Its timeout ends later than this ledger can count.', '时限超出账本可计算的范围。'),
} as const;

/** What became of a transfer, for the person who sent it: every status of the ledger, in both languages. */
export const statusWords: Words = {
  ...known,
  ...chained,
  ...malformed,
  ...accounts,
  ...pending,
  ...overflow,
};

/** Every status of a transfer, by name. */
export const transferStatuses: readonly CreateTransferStatus[] = Object.keys(
  statusWords,
) as CreateTransferStatus[];

function say(en: string, zh: string): Bilingual {
  return { en, zh };
}

function differs(how: string, difference: string): Bilingual {
  return say(
    `A transfer with this id was made before ${how}; it stands as it was.`,
    `此编号的转账已存在且${difference}，原转账保持不变。`,
  );
}

function other(what: string, subject: string): Bilingual {
  return say(`The pending transfer has another ${what}.`, `待定转账的${subject}不同。`);
}

function tooLarge(what: string, subject: string): Bilingual {
  return say(
    `The ${what} would exceed the largest number of this ledger.`,
    `${subject}将超出账本可记录的最大值。`,
  );
}
