import type { Bilingual } from '@finharbor/kernel/contract';
import { odrl } from './namespaces.ts';

/** Something that is done with data, or owed for it. */
export type Action = {
  readonly iri: string;
  /** The action that includes it (ODRL `includedIn`). */
  readonly within: string | undefined;
  readonly label: Bilingual;
  /** Who sees to a prohibition, or to a duty, of it: once data is delivered, nobody but its consumer. */
  readonly enforcement: 'enforced' | 'promised';
};

const use = odrl('use');
const part = (name: string, en: string, zh: string): Action => ({
  iri: odrl(name),
  within: use,
  label: { en, zh },
  enforcement: 'promised',
});
const owed = (name: string, label: Bilingual, enforcement: Action['enforcement'] = 'promised'): Action => ({
  iri: odrl(name),
  within: undefined,
  label,
  enforcement,
});

/** The actions of ODRL that are known here; every other is refused. */
export const actions: readonly Action[] = [
  { iri: use, within: undefined, label: { en: 'use', zh: '使用' }, enforcement: 'enforced' },
  { ...part('read', 'obtain the data', '获取数据'), enforcement: 'enforced' },
  { ...part('execute', 'compute with it', '用于计算'), enforcement: 'enforced' },
  part('aggregate', 'combine it with other data', '与其他数据汇聚'),
  part('anonymize', 'anonymize it', '匿名化'),
  part('archive', 'store it', '存档'),
  part('delete', 'delete it', '删除'),
  part('derive', 'derive new data from it', '形成衍生数据'),
  part('display', 'show it', '展示'),
  part('distribute', 'pass it on', '向第三方提供'),
  part('index', 'index it', '建立索引'),
  part('modify', 'change it', '修改'),
  part('play', 'play it', '播放'),
  part('present', 'perform it in public', '公开演示'),
  part('print', 'print it', '打印'),
  part('reproduce', 'copy it', '复制'),
  { ...owed('transfer', { en: 'transfer its ownership', zh: '转让所有权' }) },
  owed('compensate', { en: 'pay', zh: '支付费用' }, 'enforced'),
  owed('attribute', { en: 'name the source', zh: '注明来源' }),
  owed('inform', { en: 'tell the provider', zh: '告知提供方' }),
  owed('obtainConsent', { en: 'obtain consent', zh: '取得授权' }),
  owed('reviewPolicy', { en: 'review the policy', zh: '复核使用规则' }),
];

const byName = new Map([...actions.map((action) => [action.iri, action] as const), ['use', actions[0]!]]);

/** The action of that name; of ODRL's short names the protocol's context maps `use` alone. */
export function actionNamed(name: unknown): Action | undefined {
  return typeof name === 'string' ? byName.get(name) : undefined;
}

/** Whether whoever may do the one may do the other. */
export function includes(outer: Action, inner: Action): boolean {
  return outer.iri === inner.iri || inner.within === outer.iri;
}
