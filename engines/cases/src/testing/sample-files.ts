const office = '[Content_Types].xml';

/** An archive of empty entries of these names, without compression; its directory may claim any size of what is in it. */
export function archive(names: readonly string[], claimedBytes: number = 0): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const name of names) {
    const text = Buffer.from(name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt32LE(claimedBytes, 22);
    local.writeUInt16LE(text.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt32LE(claimedBytes, 24);
    entry.writeUInt16LE(text.length, 28);
    entry.writeUInt32LE(at, 42);
    parts.push(local, text);
    directory.push(entry, text);
    at += 30 + text.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(names.length, 8);
  end.writeUInt16LE(names.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, listed, end]);
}

/** Small files of each kind that is told, and of some that are not. */
export const samples: Readonly<Record<string, Buffer>> = {
  pdf: Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj <</Type/Catalog>> endobj\n%%EOF\n', 'latin1'),
  scriptedPdf: Buffer.from(
    '%PDF-1.7\n1 0 obj <</OpenAction<</S/JavaScript/JS(app.alert(1))>>>> endobj\n%%EOF',
  ),
  jpeg: Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, ...Buffer.from('JFIF\0'), 1, 1, 0]),
  png: Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'), Buffer.alloc(17)]),
  docx: archive([office, 'word/document.xml']),
  docm: archive([office, 'word/document.xml', 'word/vbaProject.bin']),
  xlsx: archive([office, '_rels/.rels', 'xl/workbook.xml']),
  ofd: archive(['OFD.xml', 'Doc_0/Document.xml']),
  zip: archive(['../../etc/passwd', 'a.exe']),
  /** 42 files that claim four gigabytes each. */
  bomb: archive(
    Array.from({ length: 42 }, (_, at) => `${at}.zip`),
    0xff_ff_ff_fe,
  ),
  csv: Buffer.from('﻿名称,金额\r\n海港,900\r\n'),
  gbkCsv: Buffer.from([0xc3, 0xfb, 0xb3, 0xc6, 0x2c, 0xbd, 0xf0, 0xb6, 0xee, 0x0d, 0x0a]),
  svg: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
  html: Buffer.from('  \n<!doctype html><script>alert(1)</script>'),
  program: Buffer.from([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0]),
};
