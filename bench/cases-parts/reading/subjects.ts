import { hanPairs, searchTerms } from '@finharbor/kernel/words';

const places =
  '深圳 杭州 成都 武汉 苏州 青岛 厦门 西安 宁波 天津 广州 北京 上海 南京 合肥 长沙 郑州 济南 福州 大连'.split(
    ' ',
  );
const firsts = '海滨金科安清瑞恒华信永盛宏远鼎博汇智新天嘉诚润泽丰达中联东方';
const seconds = '港江融创禾源丰通泰和达利图业兴邦川云星辰海阳木林石原野水火山';
const trades = '精密 生物 软件 物流 食品 光电 纺织 环保 智能 建材 支付 数据 供应链 医疗 能源 教育'.split(' ');
const endings =
  '科技有限公司 科技有限公司 科技股份有限公司 贸易有限公司 实业有限公司 信息技术有限公司 小额贷款有限公司 园区服务中心'.split(
    ' ',
  );

/** What a case is about, and what it is found by. */
export type Subject = { readonly subject: string; readonly terms: string; readonly codes: readonly string[] };

/** So many names of firms, as a register has them: a few words are in a third of them, most in one of a hundred or a thousand. */
export function subjectsOf(count: number): readonly Subject[] {
  return Array.from({ length: count }, (_, at) => {
    const pick = (from: ArrayLike<string>, salt: number): string => from[mixed(at, salt) % from.length]!;
    const subject = [
      pick(places, 1),
      pick(firsts, 2),
      pick(seconds, 3),
      pick(trades, 4),
      pick(endings, 5),
    ].join('');
    const { words, initials, pinyin, codes } = searchTerms([subject]);
    return { subject, terms: ` ${words} ${initials} ${pinyin} `, codes: [...codes, ...hanPairs(subject)] };
  });
}

/** A number as good as chance, the same in every run. */
function mixed(at: number, salt: number): number {
  let value = Math.imul(at + 1, 0x9e3779b1) ^ Math.imul(salt, 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  value = Math.imul(value ^ (value >>> 12), 0x297a2d39);
  return (value ^ (value >>> 15)) >>> 0;
}
