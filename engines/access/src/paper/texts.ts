import type { PaperLanguage } from '@finharbor/kernel';

type Texts = {
  readonly audit: {
    readonly title: string;
    readonly asked: string;
    readonly filter: Readonly<
      Record<'action' | 'account' | 'object' | 'outcome' | 'fromMs' | 'untilMs', string>
    >;
    readonly everything: string;
    readonly count: string;
    readonly shown: string;
    readonly all: string;
    readonly events: string;
    readonly none: string;
    readonly columns: readonly [at: string, action: string, who: string, outcome: string, about: string];
    readonly outcomes: Readonly<Record<'done' | 'refused' | 'unknown', string>>;
    readonly refusedAction: string;
    readonly nobody: string;
    readonly key: string;
    readonly gone: string;
  };
  readonly erasure: {
    readonly title: string;
    readonly facts: string;
    readonly number: string;
    readonly cause: string;
    readonly causes: Readonly<Record<'request' | 'retention', string>>;
    readonly requested: string;
    readonly erased: string;
    readonly subject: string;
    readonly gone: string;
    readonly what: string;
    readonly rows: string;
    readonly kept: string;
    readonly reason: string;
    readonly nothing: string;
    readonly signature: string;
    readonly signer: string;
    readonly fingerprint: string;
    readonly how: string;
  };
};

/** What the access engine's documents on paper say besides their data. */
export const paperTexts: Readonly<Record<PaperLanguage, Texts>> = {
  en: {
    audit: {
      title: 'Excerpt of the audit trail',
      asked: 'What was asked for',
      filter: {
        action: 'Action',
        account: 'Account',
        object: 'About',
        outcome: 'Outcome',
        fromMs: 'From',
        untilMs: 'Before',
      },
      everything: 'everything',
      count: 'Events in this excerpt',
      shown: 'the latest {}; older ones fit as well and are not in it',
      all: '{}, all that fit',
      events: 'Events, the latest first',
      none: 'Nothing fits.',
      columns: ['When', 'Action', 'Who', 'Outcome', 'About'],
      outcomes: { done: 'done', refused: 'refused', unknown: 'outcome unknown' },
      refusedAction: 'Something not allowed',
      nobody: 'Not signed in',
      key: 'The key of {}',
      gone: 'An account that is gone',
    },
    erasure: {
      title: 'Certificate of an erasure of personal data',
      facts: 'The erasure',
      number: 'Number',
      cause: 'Cause',
      causes: { request: 'The person asked for it', retention: 'The term of storage ran out' },
      requested: 'Asked for or due',
      erased: 'Erased',
      subject: 'Commitment that records still call the person by; nothing opens it any more',
      gone: 'What was erased',
      what: 'What',
      rows: 'Entries',
      kept: 'What stays, and why',
      reason: 'Why it stays',
      nothing: 'Nothing.',
      signature: 'Who signed it',
      signer: 'Party',
      fingerprint: 'Fingerprint of its key',
      how: 'The signed certificate is attached to this PDF as {}. Take it out and check it with “finharbor verify”, and compare the fingerprint with one you got elsewhere.',
    },
  },
  zh: {
    audit: {
      title: '审计记录摘录',
      asked: '查询条件',
      filter: {
        action: '操作',
        account: '账号',
        object: '对象',
        outcome: '结果',
        fromMs: '起始时间',
        untilMs: '截止时间（不含）',
      },
      everything: '全部记录',
      count: '本摘录所含记录数',
      shown: '最新 {} 条；另有更早的符合条件的记录未列入',
      all: '{} 条，为符合条件的全部记录',
      events: '记录（最新在前）',
      none: '没有符合条件的记录。',
      columns: ['时间', '操作', '操作人', '结果', '对象'],
      outcomes: { done: '已完成', refused: '已拒绝', unknown: '结果未知' },
      refusedAction: '越权操作',
      nobody: '未登录',
      key: '{} 的密钥',
      gone: '已不存在的账号',
    },
    erasure: {
      title: '个人信息删除证明',
      facts: '删除事项',
      number: '编号',
      cause: '原因',
      causes: { request: '本人申请', retention: '保存期限届满' },
      requested: '申请或到期时间',
      erased: '删除时间',
      subject: '记录中仍指代该人的承诺值（已无法打开）',
      gone: '已删除的内容',
      what: '内容',
      rows: '条数',
      kept: '依法保留的内容及理由',
      reason: '保留理由',
      nothing: '无。',
      signature: '签署方',
      signer: '参与方',
      fingerprint: '公钥指纹',
      how: '已签名的证明以附件 {} 附于本 PDF 中。请取出后用 finharbor verify 命令核验，并将公钥指纹与另行取得的指纹比对。',
    },
  },
};
