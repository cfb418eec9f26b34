import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { hubRoutes, type TrainingData } from '@finharbor/harbor';
import { codeOf, fingerprint, signingKeyFromPem } from '@finharbor/kernel';
import { typedClient } from '@finharbor/kernel/http';
import { type Environment, parseProcessConfig } from '../config.ts';
import { setUpBank } from './bank.ts';
import { setUpCampaigns } from './campaigns.ts';
import { setUpCases } from './cases.ts';
import { hubAs, hubAsOperator, type NodeClient, nodeAs, type YuanClient, yuanAs } from './clients.ts';
import { setUpEthics } from './ethics.ts';
import { demoParties } from './installation.ts';
import { setUpLedger } from './ledger.ts';
import { listProducts, registerProduct } from './list-products.ts';
import { type DemoFirm, demoFields, type Holder, loansFile, readLoans } from './loans.ts';
import { demoPeople } from './people.ts';
import { setUpPrepaid } from './prepaid.ts';
import { setUpTrust } from './trust.ts';
import { residentA, setUpYuan } from './yuan.ts';
import { setUpFunds } from './yuan-funds.ts';

/** The data sets of the demonstration; fixed, so that a second start finds them. */
const demoProducts: { readonly [H in Holder]: string } = {
  bank: '01937f00-0000-7000-8000-00000000ba01',
  tax: '01937f00-0000-7000-8000-00000000ba02',
  social: '01937f00-0000-7000-8000-00000000ba03',
};

/** A name, which is in no language, for the one that is no product: the offices' go by their products' titles. */
const datasetNames: { readonly [H in Holder]?: string } = { bank: '贷款 Loans 2004–2006' };

/** The bank's side of the demonstration's training: five folds by loan number, the year 2006 kept for the out-of-time test. */
export const demoTraining: TrainingData = {
  product: demoProducts.bank,
  fields: demoFields.bank,
  label: 'ChargedOff',
  foldKey: 'LoanNr',
  foldSeed: 'fold',
  folds: 5,
  period: 'FiscalYear',
  outOfTimeFrom: 2006,
};

/** So many of the parties offer a product. */
const offices = 2;
const rowsPerRequest = 5000;
const licence =
  'US SBA public records, selected by Li, Mickel & Taylor 2018, CC BY 4.0; synthetic firm codes';

/** What the demonstration is set up on. */
export type DemoHarbor = {
  readonly url: string;
  readonly home: string;
  readonly urls: ReadonlyMap<string, string>;
};

/** The demonstration's harbor that runs under these settings already, or undefined. */
export async function readDemoPlace(env: Environment): Promise<DemoHarbor | undefined> {
  const home = resolve(env.home ?? '.finharbor');
  const url = `http://127.0.0.1:${env.port}`;
  const client = typedClient({ getHarbor: hubRoutes.getHarbor }, url);
  try {
    const { body } = await client.getHarbor({});
    const keyFile = join(home, 'hub', 'party.key.pem');
    // Another harbor may answer on that port: only the one whose key lies here is ours.
    if (!body.demo || !existsSync(keyFile) || body.fingerprint !== printOf(home, 'hub')) return undefined;
    return { url, home, urls: new Map(body.parties.map((party) => [party.party, party.url])) };
  } catch (error) {
    if (codeOf(error) === 'client.unreachable') return undefined;
    throw error;
  }
}

/**
 * Does, as the people of the demonstration would, what comes before the main job: the operator admits each party by the fingerprint it
 * reads out, each party pins each peer, rows are loaded and products published. Repeating it changes nothing.
 */
export async function setUpDemo(
  harbor: DemoHarbor,
  log: (line: string) => void,
  firms: () => readonly DemoFirm[] = () => readLoans(loansFile),
): Promise<void> {
  try {
    await setUp(harbor, log, firms);
  } catch (error) {
    if (codeOf(error) !== 'access.second_factor_awaited') throw error;
    // It has been set up before: nobody has a second factor at the first start.
    log('Somebody of the demonstration has a second factor; what is set up stays as it is.');
  }
}

async function setUp(
  harbor: DemoHarbor,
  log: (line: string) => void,
  firms: () => readonly DemoFirm[],
): Promise<void> {
  await admitAll(harbor, log);
  await setUpLedger(await hubAsOperator(harbor.home, harbor.url));
  // Everybody signs in once, however much they do.
  const signedIn = new Map<string, Promise<YuanClient>>();
  const as = (login: string): Promise<YuanClient> => {
    const client = signedIn.get(login) ?? yuanAs(harbor.home, harbor.url, login);
    signedIn.set(login, client);
    return client;
  };
  await setUpMoney(as);
  await setUpCases({
    bureau: await as('bureau'),
    operator: await as('operator'),
    firms: [await as('owner-a'), await as('owner-b')],
    residents: [await as('resident-a'), await as('resident-b')],
    reviewers: [await as('teller'), await as('operator'), await as('owner-c')],
    databaseUrl: databaseOf(harbor.home),
  });
  await setUpEthics({
    bureau: await as('bureau'),
    secretary: await as('operator'),
    firm: await as('owner-a'),
    members: await Promise.all(['teller', 'resident-a', 'resident-b', 'owner-b', 'owner-c'].map(as)),
  });
  await pinAll(harbor);
  const parties = Object.keys(demoParties) as Holder[];
  let read: readonly DemoFirm[] | undefined;
  await Promise.all(
    parties.map(async (party) => {
      const login = party === 'bank' ? 'analyst' : 'steward';
      const node = await nodeAs(harbor.home, { party, url: harbor.urls.get(party)!, login });
      const { body } = await node.getDataset({ params: { id: demoProducts[party] } });
      if (body.rows === 0) {
        read ??= firms();
        log(`Loading the rows of ${party} …`);
        await loadRows(node, party, read);
      }
      if (party === 'bank') return;
      await publish(node, party);
      await registerProduct(node, demoProducts[party]);
    }),
  );
  const { home, url } = harbor;
  await listProducts(await hubAsOperator(home, url), await hubAs(home, url, 'bureau'), offices);
}

async function setUpMoney(as: (login: string) => Promise<YuanClient>): Promise<void> {
  const shop = await setUpYuan({
    operator: await as('operator'),
    shop: await as('owner-a'),
    residents: [await as('resident-a'), await as('resident-b')],
    bureau: await as('bureau'),
  });
  // Wallets have money before anybody spends it.
  await setUpBank(as);
  await setUpCampaigns({ bureau: await as('bureau'), teller: await as('teller') }, shop);
  await setUpTrust({
    resident: await as('resident-a'),
    teller: await as('teller'),
    operator: await as('operator'),
    bureau: await as('bureau'),
  });
  const own = demoPeople({ party: 'hub' }).flatMap(({ firm }) => firm?.uscc ?? []);
  const others = readLoans(loansFile, 100).flatMap(({ uscc }) => (own.includes(uscc) ? [] : [uscc]));
  await setUpFunds({
    operator: await as('operator'),
    bureau: await as('bureau'),
    resident: await as('resident-a'),
    owners: [await as('owner-a'), await as('owner-b'), await as('owner-c')],
    firms: [...own, ...new Set(others)].slice(0, 20),
  });
  await setUpPrepaid({
    operator: await as('operator'),
    school: await as('owner-a'),
    gym: await as('owner-b'),
    pupil: await as('resident-a'),
    party: residentA,
  });
}

async function admitAll({ home, url }: DemoHarbor, log: (line: string) => void): Promise<void> {
  const operator = await hubAsOperator(home, url);
  const { body: asked } = await operator.listEnrolments({});
  for (const { body, admitted } of asked) {
    if (admitted) continue;
    log(`Admitting ${body.party} …`);
    await operator.postAdmission({
      params: { party: body.party },
      body: { fingerprint: printOf(home, body.party), registrar: isRegistrar(body.party) },
    });
  }
}

async function pinAll({ home, urls }: DemoHarbor): Promise<void> {
  const parties = Object.keys(demoParties);
  await Promise.all(
    parties.map(async (party) => {
      const approver = await nodeAs(home, { party, url: urls.get(party)!, login: 'approver' });
      const { body: pinned } = await approver.listPeers({});
      const known = new Set(pinned.map((peer) => peer.party));
      for (const peer of parties)
        if (!known.has(peer))
          await approver.postPeer({
            body: { party: peer, fingerprint: printOf(home, peer), registrar: isRegistrar(peer) },
          });
    }),
  );
}

async function loadRows(node: NodeClient, party: Holder, firms: readonly DemoFirm[]): Promise<void> {
  const rows = firms
    .filter((firm) => firm.heldBy[party])
    .map(({ uscc, columns }) => ({ uscc, columns: columns[party] }));
  for (let at = 0; at < rows.length; at += rowsPerRequest)
    await node.postRows({
      params: { id: demoProducts[party] },
      body: { rows: rows.slice(at, at + rowsPerRequest), name: datasetNames[party] },
    });
}

async function publish(node: NodeClient, party: 'tax' | 'social'): Promise<void> {
  const { body: products } = await node.listProducts({});
  if (products.some((product) => product.party === party)) return;
  const texts = {
    tax: {
      title: { en: 'Registration and industry of firms', zh: '企业登记与行业信息' },
      description: {
        en: 'Industry, age, franchise and place of registration of small firms, for scoring with consent.',
        zh: '小微企业的行业、存续、加盟与注册地信息，经授权用于联合评分。',
      },
    },
    social: {
      title: { en: 'Employment of firms', zh: '企业用工信息' },
      description: {
        en: 'Insured employees, jobs created and retained by small firms, for scoring with consent.',
        zh: '小微企业参保人数、新增与保留岗位，经授权用于联合评分。',
      },
    },
  }[party];
  const amountMinor = { tax: '1200', social: '800' }[party];
  const plans = [{ plan: '按次 Per use', kind: 'per_use', amountMinor, currency: 'CNY' }] as const;
  await node.putProduct({
    params: { id: demoProducts[party] },
    body: { ...texts, plans: [...plans], fields: [...demoFields[party]], synthetic: true, licence, classed },
  });
}

const classed = {
  personal: false,
  update: 'once',
  terms: ['smallest_group', 'uses', 'consent', 'withdrawn_firms', 'points_rounding'],
} as const;

function isRegistrar(party: string): boolean {
  return demoParties[party as Holder].registrar;
}

/** The hub's own, as its process was last started with it. */
function databaseOf(home: string): string {
  return parseProcessConfig(JSON.parse(readFileSync(join(home, 'hub', 'process.json'), 'utf8'))).databaseUrl;
}

/** What the party would read out over the telephone. */
function printOf(home: string, party: string): string {
  return fingerprint(signingKeyFromPem(readFileSync(join(home, party, 'party.key.pem'), 'utf8')).publicKey);
}
