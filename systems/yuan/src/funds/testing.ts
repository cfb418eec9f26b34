/** A pain.001 of payments to firms. Amounts are written as they are given, also where they are none. */
export function painOf(
  messageId: string,
  payments: readonly { readonly firm: string; readonly yuan: string; readonly reference?: string }[],
): string {
  const entries = payments.map(
    (
      { firm, yuan, reference },
      at,
    ) => `<CdtTrfTxInf><PmtId><EndToEndId>${reference ?? `${messageId}-${at}`}</EndToEndId></PmtId>
<Amt><InstdAmt Ccy="CNY">${yuan}</InstdAmt></Amt>
<Cdtr><Nm>Firm</Nm><Id><OrgId><Othr><Id>${firm}</Id></Othr></OrgId></Id></Cdtr>
<RmtInf><Ustrd>Support</Ustrd></RmtInf></CdtTrfTxInf>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn>
<GrpHdr><MsgId>${messageId}</MsgId><CreDtTm>2026-11-27T09:00:00+08:00</CreDtTm><NbOfTxs>${payments.length}</NbOfTxs>
<InitgPty><Nm>Bureau</Nm></InitgPty></GrpHdr>
<PmtInf><PmtInfId>P1</PmtInfId><PmtMtd>TRF</PmtMtd><ReqdExctnDt><Dt>2026-11-27</Dt></ReqdExctnDt>
<Dbtr><Nm>Bureau</Nm></Dbtr><DbtrAcct><Id><Othr><Id>1</Id></Othr></Id></DbtrAcct>
<DbtrAgt><FinInstnId><Nm>Bank</Nm></FinInstnId></DbtrAgt>
${entries.join('\n')}
</PmtInf></CstmrCdtTrfInitn></Document>`;
}
