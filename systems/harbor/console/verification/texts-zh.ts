import type { texts as english } from './texts-en.ts';

/** 企业核验页面的文字。 */
export const texts: typeof english = {
  own: {
    title: '贵企业尚待核验',
    lead: '核验之前，您可使用本页、收件箱和我的账号。以下任选其一：',
    operator: '向金科港运营方出示营业执照，由其与下列代码核对：',
    registrar: '或在下方生成企业密钥，携营业执照由登记机关确认。',
    goesOn: '之后无需其他操作，本页会自动继续。',
  },
  firms: {
    title: '企业',
    lead: '在此设有账号的企业。核验之前，其人员仅可办理与核验有关的事项。',
    none: '暂无企业账号',
    noneHelp: '企业账号经邀请开通。',
    invite: '邀请企业主',
    uscc: '统一社会信用代码',
    accounts: '账号数',
    state: '核验状态',
    verify: '核对并核验',
    verified: '已核验',
    operator: '{{at}} 核对代码，核验人：',
    registrar: '{{at}} 公钥已确认，确认机关：',
    admission: '{{at}} 已准入，准入方：',
  },
  verify: {
    title: '核验企业',
    howTo:
      '请从营业执照或公示系统读取代码，并照原样录入；同时核实申请人有权代表该企业。邀请该企业的人员不能核验。',
    against: '代码来源',
    licence: '营业执照',
    register: '国家企业信用信息公示系统',
    format: '18 位数字和字母，空格不影响。',
    confirm: '已核对，确认核验',
    done: '企业已核验。',
  },
};
