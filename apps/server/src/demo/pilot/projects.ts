import { syntheticUscc } from '@finharbor/kernel';

/** One of those that apply. */
type Applicant = Readonly<Record<'name' | 'uscc' | 'kind', string>> &
  Readonly<Partial<Record<'licence' | 'licenceNumber' | 'issuer', string>>>;

/** What is declared of a project of the demonstration. Everything is made up, and its name says so. */
export type DemoProject = {
  /** The last four digits of its case's id. */
  readonly id: string;
  readonly procedure: 'pilot-banking' | 'pilot-capital-market' | 'pilot-joint';
  /** Whose account files it. */
  readonly owner: 'owner-a' | 'owner-b' | 'owner-c';
  readonly batch: string;
  /** Licensed institutions; the owner's firm applies with them. */
  readonly licensed: readonly [Applicant, ...(readonly Applicant[])];
  readonly declaration: Readonly<Record<string, string | number>>;
  readonly safeguards: Readonly<Record<string, string>>;
};

const licensed = (seed: string, name: string, [licence, issuer]: readonly [string, string]): Applicant => ({
  ...{ name, uscc: syntheticUscc(seed), kind: 'licensed', licence, issuer },
  licenceNumber: `DEMO-${seed.toUpperCase()}`,
});
const byBanking = ['金融许可证', '金融监管总局派出机构（演示） Banking regulator (demo)'] as const;
const securities = '证监会派出机构（演示） Securities regulator (demo)';
const bay = licensed('bay-bank', '湾区商业银行（演示） Bay Commercial Bank (demo)', byBanking);
const port = licensed('port-bank', '海港银行（演示） Port Bank (demo)', byBanking);
const lotus = licensed('lotus-sec', '莲花证券（演示） Lotus Securities (demo)', [
  '经营证券期货业务许可证',
  securities,
]);
const fund = licensed('peak-fund', '笔架基金（演示） Peak Funds (demo)', ['基金管理资格证书', securities]);
const pearlName = '香江银行深圳分行（演示） Pearl Bank of Hong Kong, Shenzhen branch (demo)';
const pearl = licensed('pearl-hk', pearlName, byBanking);

type Told = Readonly<
  Record<'name' | 'technology' | 'function' | 'innovation' | 'effect' | 'risks', string>
> & { readonly users: number; readonly yuan: number; readonly kind?: 'service' | 'technology' };

function declared(told: Told): Pick<DemoProject, 'declaration' | 'safeguards'> {
  const { risks, kind = 'service', ...declaration } = told;
  return {
    declaration: { ...declaration, kind, launch: '2027-03-01' },
    safeguards: {
      ...{ risks, ...common },
    },
  };
}

const common = {
  compliance:
    '经法律部门评估，符合商业银行法、个人信息保护法和数据安全法。 Assessed against the laws on banks, personal information and data security.',
  security:
    '第三方机构按金融行业标准检测，未发现高危漏洞。 Tested by a third party by the standards of the trade; no grave weakness was found.',
  compensation:
    '设立风险补偿专项资金，客户损失先行赔付，三个工作日内到账。 A fund of its own compensates customers first, within three business days.',
  exit: '停止新增客户，存量业务平稳转回原有流程，数据按约定销毁。 No new customers; what runs goes back to the usual process; data are deleted as agreed.',
  emergency:
    '每半年演练一次，故障三十分钟内切换至人工处理。 Rehearsed twice a year; within thirty minutes people take over.',
  complaints:
    '客服热线 95000（演示），十个工作日内答复。 Hotline 95000 (demo), answered in ten business days.',
};

/** A bank and a technology firm score small firms by their tax data, which stays where it is. */
const taxScoring = declared({
  name: '多方安全计算税务数据小微授信（演示） Small-firm credit on tax data by secure computation (demo)',
  technology:
    '多方安全计算、联邦学习、梯度提升树。 Secure multi-party computation, federated learning, boosted trees.',
  function:
    '经企业授权，税务与工商数据不出域参与联合评分，三分钟给出授信额度。 With a firm’s consent its tax and registry data take part in a joint score without leaving home; an offer comes in three minutes.',
  innovation:
    '评分双方只见结果，每次计算留有双方可验证的凭证。 Either side sees the result alone, and each run leaves a receipt that both can prove.',
  effect:
    '预计首贷户占比由三成提高到五成，利率平均下降五十个基点。 First-time borrowers from three to five in ten; fifty basis points cheaper.',
  users: 6_000,
  yuan: 900_000_000,
  risks:
    '模型偏差按月监测；授信额度上限一百万元；异常申请转人工。 Bias is watched monthly; at most a million yuan; odd applications go to people.',
});
const tradeChain = declared({
  name: '区块链跨行贸易融资平台（演示） Trade finance across banks on a blockchain (demo)',
  technology: '联盟链、承诺方案、零知识证明。 A permissioned ledger, commitments, zero-knowledge proofs.',
  function:
    '应收账款凭证在多家银行间登记、拆分、流转、融资，同一发票不能重复融资。 Receivables are registered, split, passed on and financed across banks; no invoice is financed twice.',
  innovation:
    '各行互不查看对方账簿即可发现重复融资。 Banks find double financing without seeing each other’s books.',
  effect: '融资办理时间由五天缩短至四小时。 From five days to four hours.',
  users: 1_200,
  yuan: 950_000_000,
  risks:
    '贸易背景由三方单据交叉核验；重复凭证超过千分之五即暂停。 Trade is checked against three papers; beyond five in a thousand doubled vouchers it stands still.',
});
const roboAdvice = declared({
  name: '基金组合智能投顾（演示） Robo-advice on fund portfolios (demo)',
  technology:
    '均值方差优化、知识图谱、大语言模型解释。 Mean-variance optimisation, a knowledge graph, explanations by a language model.',
  function:
    '依据适当性测评向个人推荐基金组合，说明理由，并可随时转人工。 Recommends portfolios of funds by a person’s suitability test, says why, and hands over to people at any time.',
  innovation:
    '每条建议附可核对的理由和费用测算。 Each piece of advice has reasons and costs that can be checked.',
  effect: '投资者平均持有期延长三个月。 Investors hold three months longer.',
  users: 20_000,
  yuan: 600_000_000,
  risks:
    '组合回撤、集中度设硬限值；市场剧烈波动时停止推荐。 Hard bounds on drawdown and concentration; no advice while markets are wild.',
});
const wallet = declared({
  name: '深港跨境电子钱包（演示） A wallet across the border of Shenzhen and Hong Kong (demo)',
  technology:
    '数字身份互认、令牌化、制裁名单隐私比对。 Mutual digital identity, tokens, private matching against sanctions lists.',
  function:
    '两地居民以本地钱包在对方商户付款，兑换价格实时显示。 Residents of either side pay the other’s merchants from their own wallet at a price they see.',
  innovation: '两地监管机构同时收到同一份风险指标。 Both regulators get the same figures at the same time.',
  effect: '小额跨境支付费用下降六成。 Small payments across the border cost sixty per cent less.',
  users: 30_000,
  yuan: 240_000_000,
  risks:
    '单笔一万元、年累计五万元；可疑交易一小时内报两地。 Ten thousand yuan each, fifty thousand a year; what is suspicious is reported to both sides in an hour.',
});
const face = declared({
  name: '视频面签表情识别反欺诈（演示） Fraud detection by expression in video interviews (demo)',
  technology: '人脸微表情识别、声学特征。 Recognition of small expressions, features of the voice.',
  function: '在远程面签中提示欺诈风险。 Points to fraud in interviews by video.',
  innovation: '多模态实时提示。 Hints from face and voice at once.',
  effect: '欺诈申请减少两成。 A fifth fewer fraudulent applications.',
  users: 3_000,
  yuan: 80_000_000,
  risks: '提示仅供参考，不自动拒绝。 A hint alone, nothing is refused by itself.',
});
const social = declared({
  name: '消费行为信用分（演示） A credit score from shopping (demo)',
  technology: '图神经网络。 A graph neural network.',
  function: '依据电商消费记录评估个人信用。 Scores people by what they buy.',
  innovation: '覆盖无信贷记录人群。 For people without a credit history.',
  effect: '服务五千名新市民。 Serves five thousand newcomers to the city.',
  users: 5_000,
  yuan: 120_000_000,
  risks: '不使用敏感品类，按季度检查公平性。 No sensitive goods; fairness is checked each quarter.',
});
const crypto = declared({
  name: '代币化收益权理财（演示） Tokenised rights to income (demo)',
  technology: '公有链、智能合约。 A public chain, smart contracts.',
  function: '将收益权拆分为代币向个人发售。 Splits rights to income into tokens for people.',
  innovation: '全天候转让。 Passed on at any hour.',
  effect: '提高流动性。 More liquid.',
  users: 10_000,
  yuan: 500_000_000,
  risks: '投资者自负风险。 Investors bear the risk.',
});
const voice = declared({
  name: '声纹无感支付（演示） Payment by voice (demo)',
  technology: '声纹识别、活体检测。 Recognition of speakers, detection of recordings.',
  function: '老年人凭语音完成小额支付。 Elderly people pay small amounts by speaking.',
  innovation: '无需手机和密码。 Needs neither telephone nor password.',
  effect: '便利两千名老年客户。 Easier for two thousand elderly customers.',
  users: 2_000,
  yuan: 6_000_000,
  risks:
    '单笔二百元，录音攻击检测不通过即转人工。 Two hundred yuan at most; where a recording is suspected people take over.',
});
const carbon = declared({
  name: '碳账户绿色信贷（演示） Green credit by carbon accounts (demo)',
  technology: '物联网采集、可信时间戳。 Meters on the network, trusted timestamps.',
  function: '依据企业碳账户确定贷款利率。 Sets a firm’s rate by its carbon account.',
  innovation: '用电数据自动入账。 Electricity is entered by itself.',
  effect: '降低高效企业融资成本。 Cheaper loans for efficient firms.',
  users: 400,
  yuan: 300_000_000,
  risks: '数据异常时按基准利率执行。 The base rate where data are odd.',
});
const farm = declared({
  name: '卫星遥感农业保险理赔（演示） Farm insurance settled by satellite (demo)',
  technology: '遥感影像识别。 Recognition in satellite images.',
  function: '以遥感影像认定受灾面积并自动理赔。 Finds the damaged area in images and pays by itself.',
  innovation: '无需现场查勘。 Nobody has to visit the field.',
  effect: '理赔时间由二十天缩短至三天。 From twenty days to three.',
  users: 900,
  yuan: 40_000_000,
  risks: '争议案件转现场查勘。 Disputed cases are visited.',
});
const letters = declared({
  name: '电子信用证智能审单（演示） Documents of letters of credit checked by machine (demo)',
  technology: '版面识别、规则引擎。 Layout recognition, a rule engine.',
  function:
    '自动核对信用证单据并标出不符点。 Checks papers against a letter of credit and marks what does not fit.',
  innovation: '每个不符点附条款依据。 Each finding names the article it rests on.',
  effect: '审单时间由两天缩短至二十分钟。 From two days to twenty minutes.',
  users: 300,
  yuan: 700_000_000,
  risks: '审单结果由双人复核。 Two people look at each result.',
});
const disclosure = declared({
  name: '债券信息披露智能核验（演示） Bond disclosures checked by machine (demo)',
  technology: '自然语言处理、知识图谱。 Language processing, a knowledge graph.',
  function:
    '核验债券披露文件前后一致并提示遗漏。 Checks that what bonds disclose agrees with itself, and what is left out.',
  innovation: '提示附原文出处。 Each hint names its place in the text.',
  effect: '核验人力减少一半。 Half the work.',
  users: 150,
  yuan: 0,
  kind: 'technology',
  risks: '仅作提示，责任主体不变。 Hints alone; who answers for it stays the same.',
});
const guarantee = declared({
  name: '政府采购履约电子保函（演示） Electronic performance bonds for public purchasing (demo)',
  technology: '电子签名、数据接口。 Electronic signatures, interfaces.',
  function: '中标企业在线申请履约保函，十分钟出函。 Winners of tenders get their bond in ten minutes.',
  innovation: '招标、担保、银行三方同步核验。 Buyer, guarantor and bank check it at once.',
  effect: '释放保证金两亿元。 Frees two hundred million yuan of deposits.',
  users: 800,
  yuan: 200_000_000,
  risks: '单函五百万元上限。 Five million yuan a bond at most.',
});

const reports = declared({
  name: '粤港澳企业信用报告互认（演示） Credit reports recognised across the border (demo)',
  technology: '隐私求交、数字签名、数据脱敏。 Private set intersection, signatures, masking.',
  function:
    '经企业授权，两地银行核验对方征信报告并用于开户和授信。 With a firm’s consent banks of either side check the other side’s report and use it for accounts and loans.',
  innovation: '报告不出境，只传核验结论。 The report stays where it is; what crosses is whether it holds.',
  effect: '跨境开户由三周缩短至三天。 An account across the border in three days instead of three weeks.',
  users: 500,
  yuan: 150_000_000,
  risks: '逐笔授权，授权撤回即停止核验。 Consent for each check; withdrawn, nothing is checked any more.',
});
const boats = declared({
  name: '渔船轨迹渔业贷款（演示） Loans to fishers by the track of their boats (demo)',
  technology: '北斗定位、时序模型。 Satellite positions, a time-series model.',
  function: '依据渔船出海轨迹评估经营状况并授信。 Lends by how a boat goes to sea.',
  innovation: '无账册渔民可获信贷。 Credit for fishers who keep no books.',
  effect: '服务六百户渔民。 Serves six hundred households.',
  users: 600,
  yuan: 60_000_000,
  risks: '休渔期自动调整还款计划。 Repayment rests while fishing does.',
});
const leasing = declared({
  name: '楼宇能耗数据绿色租赁（演示） Green leasing by the energy of buildings (demo)',
  technology: '物联网电表、异常检测。 Meters on the network, detection of what is odd.',
  function: '依据楼宇节能量确定设备租金。 Sets the rent of equipment by the energy it saves.',
  innovation: '节能量逐月核验。 What is saved is checked each month.',
  effect: '每年减排三千吨。 Three thousand tonnes a year less.',
  users: 60,
  yuan: 90_000_000,
  risks: '电表数据中断时按合同基数计租。 While a meter is silent the rent of the contract holds.',
});
const shops = declared({
  name: '跨境电商回款核验（演示） What shops sell across the border, checked (demo)',
  technology: '数据接口、规则引擎。 Interfaces, a rule engine.',
  function: '核对订单、物流与回款后自动结汇。 Converts what comes in once order, parcel and payment agree.',
  innovation: '逐单核验替代抽查。 Each order is checked instead of some.',
  effect: '结汇时间由三天缩短至一小时。 From three days to an hour.',
  users: 1_500,
  yuan: 800_000_000,
  risks: '单据不符转人工。 What does not agree goes to people.',
});

const projectOf = (
  id: string,
  at: Omit<DemoProject, 'id' | 'declaration' | 'safeguards'>,
  said: ReturnType<typeof declared>,
): DemoProject => ({ id, ...at, ...said });
const banking = 'pilot-banking';

/** The projects of the demonstration by where each has come. */
export const demoProjects: Readonly<Record<DemoProjectName, DemoProject>> = {
  running: projectOf(
    'd101',
    { procedure: banking, owner: 'owner-a', batch: '2026-1（演示）', licensed: [bay] },
    taxScoring,
  ),
  suspended: projectOf(
    'd102',
    { procedure: banking, owner: 'owner-b', batch: '2026-1（演示）', licensed: [port, bay] },
    tradeChain,
  ),
  advising: projectOf(
    'd103',
    { procedure: 'pilot-capital-market', owner: 'owner-c', batch: '2026-2（演示）', licensed: [lotus, fund] },
    roboAdvice,
  ),
  joint: projectOf(
    'd104',
    { procedure: 'pilot-joint', owner: 'owner-a', batch: '2026-2（演示）', licensed: [port, pearl] },
    wallet,
  ),
  stopped: projectOf(
    'd105',
    { procedure: banking, owner: 'owner-b', batch: '2025-2（演示）', licensed: [bay] },
    face,
  ),
  appealed: projectOf(
    'd106',
    { procedure: banking, owner: 'owner-c', batch: '2026-1（演示）', licensed: [port] },
    social,
  ),
  doubted: projectOf(
    'd107',
    { procedure: 'pilot-capital-market', owner: 'owner-b', batch: '2026-2（演示）', licensed: [lotus] },
    crypto,
  ),
  refused: projectOf(
    'd108',
    { procedure: banking, owner: 'owner-c', batch: '2026-2（演示）', licensed: [bay] },
    voice,
  ),
  withdrawn: projectOf(
    'd109',
    { procedure: banking, owner: 'owner-a', batch: '2026-2（演示）', licensed: [port] },
    carbon,
  ),
  exited: projectOf(
    'd110',
    { procedure: banking, owner: 'owner-a', batch: '2025-1（演示）', licensed: [port] },
    letters,
  ),
  exiting: projectOf(
    'd111',
    { procedure: banking, owner: 'owner-b', batch: '2025-2（演示）', licensed: [bay] },
    farm,
  ),
  announced: projectOf(
    'd112',
    { procedure: banking, owner: 'owner-c', batch: '2026-3（演示）', licensed: [bay] },
    guarantee,
  ),
  supervising: projectOf(
    'd113',
    { procedure: 'pilot-joint', owner: 'owner-c', batch: '2026-3（演示）', licensed: [pearl, bay] },
    reports,
  ),
  meeting: projectOf(
    'd114',
    { procedure: 'pilot-capital-market', owner: 'owner-a', batch: '2026-3（演示）', licensed: [lotus] },
    disclosure,
  ),
  panel: projectOf(
    'd115',
    { procedure: banking, owner: 'owner-b', batch: '2026-3（演示）', licensed: [bay] },
    boats,
  ),
  filed: projectOf(
    'd116',
    { procedure: banking, owner: 'owner-c', batch: '2026-3（演示）', licensed: [port] },
    leasing,
  ),
  drafted: projectOf('d117', { procedure: banking, owner: 'owner-a', batch: '', licensed: [bay] }, shops),
};

/** Where each has come. */
export type DemoProjectName =
  | 'running'
  | 'suspended'
  | 'advising'
  | 'joint'
  | 'stopped'
  | 'appealed'
  | 'doubted'
  | 'refused'
  | 'withdrawn'
  | 'exited'
  | 'exiting'
  | 'announced'
  | 'supervising'
  | 'meeting'
  | 'panel'
  | 'filed'
  | 'drafted';
