import { type PaperLanguage, paperFacts } from '@finharbor/kernel';
import type { Bilingual, PaperDraft } from '@finharbor/kernel/http';
import { measures } from '../breach/measures.ts';
import { fields, keysOf, outcomes, stages } from '../words.ts';
import type { YearFigures } from './figures.ts';

type Words = Readonly<Record<string, Bilingual>>;

const words = {
  title: { en: 'Annual report of the ethics committee', zh: '金融科技伦理委员会年度报告' },
  year: { en: 'The year', zh: '年度概况' },
  filed: { en: 'Reviews filed', zh: '提交审查' },
  issued: { en: 'Opinions issued', zh: '出具意见' },
  appealed: { en: 'Heard again on appeal', zh: '经申诉再审' },
  dissents: { en: 'Opinions of members who did not agree', zh: '不同意见' },
  sessions: { en: 'Sessions held', zh: '召开会议' },
  disclosures: { en: 'Firms that disclosed for the year', zh: '提交年度披露的企业' },
  signatories: { en: 'Signatories of the declaration', zh: '宣言签署企业' },
  byStage: { en: 'Reviews filed, by stage of the product', zh: '按产品阶段统计的审查' },
  byOutcome: { en: 'Opinions, by outcome', zh: '按结论统计的意见' },
  conditions: { en: 'Conditions due in the year', zh: '本年度到期条件' },
  breaches: { en: 'Breaches of the declaration, by measure', zh: '按处理措施统计的违反宣言行为' },
  members: { en: 'Members in office, by field', zh: '按领域统计的在任委员' },
  bands: { en: 'Firms, by band of their rating', zh: '按评价等级统计的企业' },
  none: { en: 'None.', zh: '无。' },
  how: { en: 'How it was made', zh: '编制说明' },
  computed: {
    en: 'Every figure is computed from the committee’s books at the moment of printing; conditions and ratings are as they stand then.',
    zh: '全部数据由系统在生成时依据委员会记录计算；条件落实情况与评价为生成时的状态。',
  },
} as const satisfies Words;

const standings: Words = {
  open: { en: 'Not due yet', zh: '未到期' },
  overdue: { en: 'Overdue', zh: '逾期' },
  reported: { en: 'Reported, to be checked', zh: '已报告待核查' },
  met: { en: 'Met in time', zh: '按期落实' },
  late: { en: 'Met late', zh: '逾期落实' },
};

/** The annual report as it is printed. */
export function yearPaper(figures: YearFigures, language: PaperLanguage): PaperDraft {
  const say = (one: Bilingual): string => one[language];
  const facts = (
    of: readonly (readonly [string, number])[],
  ): PaperDraft['sections'][number]['parts'][number] =>
    of.length > 0
      ? paperFacts(
          language,
          of.map(([term, value]) => [term, String(value)] as const),
        )
      : { kind: 'text', text: say(words.none) };
  const table = (title: Bilingual, names: Words, counts: Readonly<Record<string, number>>) => ({
    title: say(title),
    parts: [facts(keysOf(names).map((key) => [say(names[key]!), counts[key] ?? 0] as const))],
  });
  const issued = Object.values(figures.byOutcome).reduce((sum, one) => sum + one, 0);
  return {
    language,
    title: say(words.title),
    reference: String(figures.year),
    sections: [
      {
        title: say(words.year),
        parts: [
          facts([
            [say(words.filed), figures.filed],
            [say(words.issued), issued],
            [say(words.appealed), figures.appealed],
            [say(words.dissents), figures.dissents],
            [say(words.sessions), figures.sessions],
            [say(words.disclosures), figures.disclosures],
            [say(words.signatories), figures.signatories],
          ]),
        ],
      },
      table(words.byStage, stages, figures.byStage),
      table(words.byOutcome, outcomes, figures.byOutcome),
      table(words.conditions, standings, figures.conditions),
      table(words.breaches, measures, figures.breaches),
      table(words.members, fields, figures.members),
      {
        title: say(words.bands),
        parts: [facts(figures.bands.map(({ band, firms }) => [band, firms] as const))],
      },
      { title: say(words.how), parts: [{ kind: 'text', text: say(words.computed) }] },
    ],
  };
}
