import type { Manifest } from './form.ts';

/** What an archive says of itself, to whoever opens it years later. */
export function readMe(number: string, reader: Manifest['reader']): string {
  const { en, zh } = reader === 'office' ? whole : extract;
  return `${number}

事项档案

case.json       事项当前内容：状态、表单、期限
events.json     办理记录，按发生顺序以哈希链相连
letters/        文书（PDF），文件名为其记录的序号
documents/      材料
manifest.json   以上全部文件的 SHA-256 清单，由办理机关所在平台签名

核验（无需联网）：finharbor cases verify 本文件.zip
自行核验：每条记录的 commitment 为 SHA-256("finharbor/salted-commitment/v1" 0x00 salt(32字节) JSON)，
其中 JSON 为 {"by": by, "event": body} 的规范形式（RFC 8785）；每条 hash 覆盖上一条 hash 与
{"case", "seq", "atMs", "audience", "commitment"} 的规范形式，详见平台 engines/cases/README.md。
${zh}
请将签名公钥的指纹与从其他途径获得的指纹比对：任何人都可以用自己的密钥签名。

The file of a case

case.json       the case as it stands: state, forms, terms
events.json     what happened, in order, as a chain of hashes
letters/        letters (PDF), named by the number of their event
documents/      documents
manifest.json   the SHA-256 of every file above, signed by the platform of the office

To verify, offline: finharbor cases verify THIS.zip
By hand: how commitments and hashes are made stands in engines/cases/README.md of the platform.
${en}
Compare the fingerprint of the signing key with one you got elsewhere: anybody can sign with a key of their own.
`;
}

const whole = {
  zh: '本档案含全部记录，链首尾与平台保存的一致。',
  en: 'This archive has every event; its chain is the one that the platform keeps.',
};
const extract = {
  zh: '本档案含供您查阅的记录，按您可见的顺序重新编号并相连；每条的 commitment 与平台完整链中的相同，可与机关档案逐条比对。',
  en: 'This archive has the events that are for you, numbered and linked anew as you see them; each commitment is the one in the platform’s own chain and can be compared with the office’s archive.',
};
