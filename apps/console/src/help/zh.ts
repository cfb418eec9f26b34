import { bankHelp } from './bank-zh.ts';
import { caseHelp } from './cases-zh.ts';
import { credentialHelp } from './credentials-zh.ts';
import { ethicsHelp } from './ethics-zh.ts';
import { fundHelp } from './funds-zh.ts';
import type { HelpTexts } from './help.ts';
import { pilotHelp } from './pilot-zh.ts';
import { trustHelp } from './trust-zh.ts';
import { walletHelp } from './wallets-zh.ts';

const contract = ['合同', '约定谁可以用哪些数据计算什么、期限与次数；由各方签署。'] as const;
const receipt = ['使用凭证', '一次数据使用的签名记录；任何人都可以核验其内容未被改动。'] as const;
const share = ['份额', '单独一份不会透露原值的数字。'] as const;
const product = ['数据产品', '参与方对外提供的数据说明：只有字段及其含义，没有任何一行数据。'] as const;
const fingerprint = ['指纹', '密钥的简短形式，便于两人口头核对。'] as const;
const consent = ['授权', '您对一次数据使用的签名许可，可随时撤回。'] as const;

const proposal = ['计算方案', '一次计算的确切方案，由提出方签署；须经全部提供方签署后方可运行。'] as const;
const epsilon = ['ε（隐私预算）', '全部加噪数值合计可透露单户企业信息的程度，越小透露越少。'] as const;

const debit = ['借方、贷方', '每笔转账的两方：一个账户记借方，另一个账户以相同金额记贷方。'] as const;
const pendingTransfer = ['待定', '已预留的金额：确认后入账，撤销或到期后释放。'] as const;

/** 各页面的用途，按路径排列。 */
export const help: HelpTexts = {
  ...trustHelp,
  '/': {
    purpose: '一切从这里开始：能做什么，由谁来做。',
    steps: ['选择一个角色，或登录。', '按导航中的条目进入各页面。'],
  },
  '/sign-in': {
    purpose: '用您在本进程的账号登录。',
    steps: ['输入登录名和密码。', '没有账号时，请向管理员索取邀请。'],
  },
  '/set-up': {
    purpose: '为尚无账号的进程创建首个账号。',
    steps: ['从启动本进程的终端复制一次性代码。', '设置登录名和密码。', '登录。'],
  },
  '/join': { purpose: '接受邀请。', steps: ['输入收到的一次性代码。', '设置密码。', '登录。'] },
  '/enter/$login': { purpose: '以演示中的某个角色进入。', steps: ['稍候片刻，该角色的首个页面会自动打开。'] },
  '/accounts': {
    purpose: '可以在此登录的所有人。',
    steps: [
      '邀请成员：填写姓名、登录名和角色，并将代码只交给本人。',
      '停用账号：此人立即退出；已签署的文件仍然有效。',
    ],
    words: [['角色', '一个人可以做什么；一人可有多个角色。']],
  },
  '/me': {
    purpose: '您在此处的身份与密码。',
    steps: ['输入原密码和新密码。', '所有会话随即结束，请重新登录。'],
  },
  '/design': {
    purpose: '控制台的全部组件及其各种状态，供页面开发者查看。',
    steps: ['选择一个部分。', '分别以两种语言、深浅色、大字号和高对比度查看。'],
  },
  '/design/long-table': {
    purpose: '十万行虚构数据的表格。',
    steps: [
      '填写筛选条件后按“查询”，“重置”可清除条件。',
      '在表格中用方向键移动，Ctrl 加 Home 或 End 到首尾，Tab 离开表格。',
      '选择若干行批量处理，或将所见内容导出为文件。',
    ],
  },
  '/overview': {
    purpose: '港口或本参与方的运行概况。',
    steps: ['查看各项数据。', '点开链接查看明细。'],
    words: [product, receipt],
  },
  '/catalogue': {
    purpose: '各参与方提供的全部数据产品。',
    steps: [
      '按关键词、拼音或首字母检索，并在列表旁筛选；勾选状态后可见已暂停或已下架的产品。',
      '打开产品查看字段与提供方，或勾选多个产品进行对比。',
    ],
    words: [product],
  },
  '/catalogue/compare': {
    purpose: '并排对比二至四个数据产品。',
    steps: ['在数据目录中勾选产品。', '逐行比较各产品的内容。'],
    words: [product],
  },
  '/catalogue/$id': {
    purpose: '一个数据产品：字段、提供方与用途。',
    steps: ['阅读字段含义。', '需要时申请合同。'],
    words: [product, contract],
  },
  '/verify': {
    purpose: '在本页面内核验使用凭证，无需信任任何服务器。',
    steps: ['选择凭证文件。', '查看是否有效；无效时查看原因。'],
    words: [receipt],
  },
  '/enrolments': {
    purpose: '申请加入港口的机构。',
    steps: [
      '通过其他途径与机构核对指纹。',
      '准入或拒绝。',
      '凭营业执照上的代码核验企业；自己邀请的企业由他人核验。',
    ],
    words: [fingerprint],
  },
  '/contracts': {
    purpose: '本参与方作为一方的全部合同。',
    steps: ['查找“待您处理”的合同。', '打开后批准、拒绝或终止。', '已阅读的多份合同可勾选后一并处理。'],
    words: [contract],
  },
  '/contracts/new': {
    purpose: '申请合同。',
    steps: ['选择计算内容与数据产品。', '说明用途。', '签署并提交，由其他各方决定。'],
    words: [contract, product],
  },
  '/contracts/$id': {
    purpose: '一份合同：各方、条款与经过。',
    steps: ['阅读条款。', '轮到您时批准、拒绝或提出其他条款。', '发起合同允许的计算。'],
    words: [contract],
  },
  '/contracts/$id/counter': {
    purpose: '就合同提出您愿意同意的条款。',
    steps: ['改动您希望不同的内容，原请求始终可见。', '说明理由。', '签署后由使用方接受、再次提出或谢绝。'],
    words: [contract],
  },
  '/proposals': {
    purpose: '已提交的计算方案及其进展。',
    steps: ['筛选待您处理的方案。', '打开方案，阅读各方将得知什么。', '设计新的方案。'],
    words: [proposal],
  },
  '/proposals/new': {
    purpose: '设计计算，并看清将向谁透露什么。',
    steps: [
      '选择合同与本方数据集。',
      '选择各方所得，或字段与统计项。',
      '阅读各方将得知什么。',
      '签署并提请批准。',
    ],
    words: [proposal, epsilon],
  },
  '/proposals/$id': {
    purpose: '一项计算方案：各方得知什么、谁已批准、运行情况。',
    steps: ['阅读各方将得知什么。', '轮到您时批准或谢绝。', '全部批准后运行。'],
    words: [proposal, ['摘要', '方案的简短形式，内容有任何改动即随之改变。'], epsilon],
  },
  '/data-uses': {
    purpose: '谁使用了本方数据、用于什么、使用了几次。',
    steps: ['选择统计方式。', '筛选后打开任务或凭证。'],
    words: [contract, receipt],
  },
  '/jobs': {
    purpose: '本参与方参加的全部计算。',
    steps: ['打开任务，跟踪进度或查看结果。', '运行中的多个任务可勾选后一并取消。'],
    words: [['任务', '一份合同下的一次计算。']],
  },
  '/jobs/new': {
    purpose: '依据合同发起训练。',
    steps: ['选择合同。', '选择字段。', '开始；各方在各自的机器上计算。'],
    words: [contract, share],
  },
  '/jobs/$id': {
    purpose: '一项任务：进度与结果。',
    steps: ['跟踪各阶段。', '完成后比较各模型，或保存已交付的数据。', '失败时可重新运行。'],
    words: [
      share,
      ['AUC', '模型区分好坏客户的能力：0.5 为随机，1 为完全正确。'],
      ['数据传输', '任务在连接器之间的形式：依据就每个产品达成的协议各一次。'],
    ],
  },
  '/assumption': {
    purpose: '唯一需要相信而无法证明的一点。',
    steps: ['阅读信任说明。', '在首份合同之前代表本参与方接受。'],
  },
  '/receipts': {
    purpose: '与本参与方有关的每次数据使用的凭证。',
    steps: ['打开凭证进行核验。', '存为文件后可交给他人。', '多份凭证可勾选后一并核验并导出。'],
    words: [receipt],
  },
  '/receipts/$id': {
    purpose: '一份凭证，在本页面内核验。',
    steps: ['查看是否有效。', '存为文件。'],
    words: [receipt],
  },
  '/peers': {
    purpose: '本参与方所知的其他参与方及其密钥。',
    steps: ['密钥为新时，请通过电话核对指纹。', '为本参与方申请准入。'],
    words: [fingerprint],
  },
  '/firm': {
    purpose: '企业密钥：每次授权都由它签署。',
    steps: ['在本设备上生成密钥。', '向登记方读出指纹。', '确认后即可签署。'],
    words: [fingerprint, ['确认', '登记方证实密钥属于该企业。']],
  },
  '/my-data': {
    purpose: '本企业的数据在何处、依据何种授权被使用、用于什么。',
    steps: ['查看已作出的授权及其使用情况。', '不再同意时撤回。'],
    words: [receipt],
  },
  '/my-uses': {
    purpose: '对贵企业数据的每次使用，以及您的授权。',
    steps: ['查看谁在何时使用了什么。', '撤回授权后不再使用。'],
    words: [consent, receipt],
  },
  '/firm-keys': {
    purpose: '请您确认公钥的企业。',
    steps: ['致电企业并核对营业执照。', '输入对方读出的指纹末段。', '确认。'],
    words: [fingerprint],
  },
  '/datasets': {
    purpose: '本参与方载入的数据；数据不会离开本机。',
    steps: ['载入新数据集，或打开已有的数据集。'],
    words: [['数据集', '同类数据组成的一张表。'], product],
  },
  '/datasets/new': { purpose: '由文件建立数据集。', steps: ['选择文件。', '说明各列含义。', '载入。'] },
  '/datasets/$id': {
    purpose: '一个数据集：字段、载入记录与已发布内容。',
    steps: ['载入更多数据。', '发布为数据产品。'],
    words: [product],
  },
  '/datasets/$id/load': {
    purpose: '向数据集载入数据。',
    steps: ['选择 CSV 文件。', '查看检查结果：错误按行列出。', '载入；连接中断后可继续。'],
  },
  '/datasets/$id/publish': {
    purpose: '在目录中发布数据集。',
    steps: [
      '选择字段并逐一说明。',
      '填写分类，便于在目录中筛选。',
      '发布；他人只能看到字段。仅在您提供数据文件且签有合同时，数据才会交付。',
    ],
    words: [product],
  },
  ...walletHelp,
  ...bankHelp,
  ...ethicsHelp,
  ...pilotHelp,
  ...fundHelp,
  '/ledger': {
    purpose: '全港资金的总账：账户、转账、试算平衡与实时吞吐。',
    steps: ['查询账户或转账并打开。', '查看当前或某日终了的试算平衡表，可打印或保存。'],
    words: [debit, pendingTransfer],
  },
  '/ledger/accounts/new': {
    purpose: '为一个参与方开立一个币种的账户。',
    steps: ['填写中英文名称。', '选择币种、科目及是否允许透支。', '提交开立。'],
    words: [debit],
  },
  '/ledger/accounts/$id': {
    purpose: '查看账户余额、余额的由来以及历史余额。',
    steps: ['查看余额走势，每一级台阶是一笔明细。', '查看待定金额及其期限。', '查询历史余额，导出明细。'],
    words: [debit, pendingTransfer],
  },
  '/ledger/transfers/new': {
    purpose: '将一笔金额从一个账户转入另一个账户，也可先预留。',
    steps: ['选择两个账户。', '按账户币种填写金额。', '提交；重复点击不会重复记账。'],
    words: [debit, pendingTransfer],
  },
  '/ledger/transfers/$id': {
    purpose: '查看一笔转账的双方、所在的链及其结果。',
    steps: ['按先后顺序查看经过。', '待定期间可确认或撤销。'],
    words: [pendingTransfer],
  },
  '/oversight': {
    purpose: '供监管方查看谁用谁的数据计算了什么。',
    steps: ['选择合同、任务或拒绝记录。', '查询并打开。'],
    words: [contract, receipt],
  },
  '/exchange': {
    purpose: '数据流通全景：产品、使用与资金，以及集中度与拒绝原因。',
    steps: [
      '查看图表，或切换为表格。',
      '点击数字或每行首列查看对应清单；表格可导出 CSV。',
      '查看枢纽已读取哪些连接器的目录，以及失败原因。',
    ],
    words: [contract],
  },
  '/oversight/contracts/$id': {
    purpose: '监管方视角的一份合同。',
    steps: ['查看各方、条款与经过。'],
    words: [contract],
  },
  '/oversight/jobs/$id': {
    purpose: '监管方视角的一项任务：各方、时间与凭证，不含数据。',
    steps: ['查看参与各方。', '比对各方的报告。'],
    words: [receipt],
  },
  '/loan-products': { purpose: '本银行提供的贷款产品。', steps: ['发布贷款产品。', '查看生效产品的规则。'] },
  '/loan-products/new': {
    purpose: '发布贷款产品及其审批规则。',
    steps: ['选择评分合同与模型。', '设定金额、利率与最低分。', '发布。'],
    words: [['规则', '多少分可以贷款，条件如何。']],
  },
  '/applications': { purpose: '申请贷款的企业。', steps: ['打开申请，查看评分、决定与原因。'] },
  '/applications/$id': {
    purpose: '一份申请：企业填报内容、评分与决定。',
    steps: ['查看原因。', '查看评分的使用凭证。'],
    words: [receipt],
  },
  '/loans': {
    purpose: '贵企业可以申请的贷款。',
    steps: ['比较金额与利率。', '申请；需要已确认的企业密钥。'],
  },
  '/loans/$lender/$id/apply': {
    purpose: '申请贷款。',
    steps: ['填写金额。', '填写企业情况。', '阅读并授权。', '签署并提交。'],
    words: [consent],
  },
  '/my-applications': { purpose: '您的申请及其结果。', steps: ['打开申请，查看决定与原因。'] },
  '/decisions/$lender/$id': {
    purpose: '对您申请的决定。',
    steps: ['查看贷款方案或未获批准的原因。', '保存使用凭证。'],
    words: [receipt],
  },
  '/audit': {
    purpose: '谁在本节点做了什么、谁被拒绝、谁读取了他人的数据。',
    steps: [
      '按操作、结果、对象和日期筛选后点击“查询”，条件会保留在地址中。',
      '导出全部查询结果，或显示更早的记录。',
      '核验全部记录：重新计算并与每个封条比对。',
    ],
    words: [['封条', '对截至当时全部记录计算的哈希值，写入由其他机构共同签署的日志。']],
  },
  '/history/$object': {
    purpose: '人员对该对象的全部操作。',
    steps: ['自上而下查看，最新的在最前。'],
  },
  '/policy': {
    purpose: '本节点可执行的全部操作、谁可以执行，以及您能否执行的原因。',
    steps: ['按操作或地址查找。', '可只看您有权执行的操作。'],
  },
  '/break-glass': {
    purpose: '无人能够处理时启用应急账号。',
    steps: [
      '在服务器上运行 finharbor break-glass 并填写理由。',
      '十五分钟内输入显示的代码。',
      '处理必要事项：一小时内自动结束，所有人均可看到。',
    ],
  },
  '/inbox': {
    purpose: '等待您处理的事项和已发生的事情。',
    steps: [
      '打开通知即可前往处理页面。',
      '标记为已处理，或稍后提醒。',
      '在设置中选择哪些通知同时发送邮件或推送给程序。',
    ],
  },
  '/privacy': {
    purpose: '本节点保存哪些个人信息、目的、法律依据和期限。',
    steps: ['查找某项信息。', '在“我的账号”中可查看并导出您本人的信息。'],
  },
  '/personal-data': {
    purpose: '账号人员的资料、删除申请，以及加密其信息的密钥。',
    steps: [
      '查看完整信息须填写理由，本人可见查看记录。',
      '确认删除申请后，可下载删除证明。',
      '定期轮换密钥。',
    ],
  },
  '/recover': {
    purpose: '遗失密码或第二因素后重新使用账号。',
    steps: ['向管理员索取一次性代码。', '输入代码并设置新密码。'],
  },
  '/own-products': {
    purpose: '本方数据产品，从草稿到下架的全过程。',
    steps: ['查看各产品状态与下一步事项。', '打开产品可办理登记、重新载入或暂停。'],
  },
  '/own-products/$id': {
    purpose: '本方一项产品：权利、审查、版本、质量与估值。',
    steps: ['按提示办理下一步。', '生成质量报告、选取样例、测算价值。'],
  },
  '/rights-queue': {
    purpose: '待登记机构办理的登记、异议与审查。',
    steps: ['先办最早的。', '不得办理本方产品。'],
  },
  '/rights-queue/$id': {
    purpose: '一项待决定的登记、异议或审查。',
    steps: ['逐项核对并写明缺项。', '签署决定，权利人会收到通知。'],
  },
  '/rights/$id': {
    purpose: '数据产权登记证书，任何人可核验。',
    steps: ['核对权利人、权利与有效期。', '可存为纸面文件，二维码指回本页。'],
  },
  '/transfers': {
    purpose: '数据将出境的合同。',
    steps: ['打开尚未评估的合同。'],
  },
  '/transfers/$id': {
    purpose: '一项数据出境：去向、适用规则与结论。',
    steps: ['阅读适用路径与理由。', '批准合同前先完成评估。'],
  },
  '/transfers/$id/assess': {
    purpose: '数据出境前的风险自评估。',
    steps: ['说明出境数据与所涉人数。', '阅读所适用的路径及出处并签署。'],
  },
  '/settlement': {
    purpose: '数据使用的支出与收入。',
    steps: ['打开某月对账单。', '通过银行入金或申请出金。'],
  },
  '/settlement/$month': {
    purpose: '某月对账单，逐笔列示。',
    steps: ['核验每笔是否经日志与账本印证。', '对有误的一笔提出争议。', '存为 PDF 或 CSV。'],
  },
  '/disputes': {
    purpose: '对账单单笔争议。',
    steps: ['在期限内答复对方。', '出示凭证以证明己方。'],
  },
  '/disputes/new': {
    purpose: '对一笔账提出争议。',
    steps: ['选择理由并说明。', '该笔在裁决前冻结。'],
  },
  '/disputes/$id': {
    purpose: '一项争议的陈述与裁决。',
    steps: ['出示凭证以证明己方。', '裁决结果自动入账。'],
  },
  '/earnings': {
    purpose: '本方数据的收入。',
    steps: ['按月份、产品、使用方比较。'],
  },
  '/settlements': {
    purpose: '交易所各参与方的账户。',
    steps: ['登记入金与已汇出的出金。', '打开某方对账单。'],
  },
  '/settlements/$party': {
    purpose: '某参与方的账户与对账单。',
    steps: ['打开某月。'],
  },
  '/settlements/$party/$month': {
    purpose: '某参与方某月对账单。',
    steps: ['核验每笔是否经日志与账本印证。'],
  },
  '/arbitration': {
    purpose: '各方争议，供裁决人办理。',
    steps: ['打开已答复或逾期的争议。'],
  },
  '/arbitration/$id': {
    purpose: '一项依凭证裁决的争议。',
    steps: ['阅读双方陈述与出示的凭证。', '裁决驳回、更正或退款，并写明理由。'],
  },
  ...caseHelp,
  ...credentialHelp,
};
