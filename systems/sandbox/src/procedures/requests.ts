import { choiceField, numberField, type Procedure, textField } from '@finharbor/cases';
import { z } from 'zod';
import { sectionForms } from './declaration.ts';
import { pilotEffectSpec } from './effect.ts';
import { pilotRequest, projectField } from './request.ts';

const why = textField({ en: 'Why', zh: '理由' }, 3_000);
const findings = textField({ en: 'What was found', zh: '审议意见' }, 3_000);
const found = { title: { en: 'Decision', zh: '审议决定' }, schema: z.strictObject({ findings }) };

/** A longer time of testing. */
export const pilotExtension: Procedure = pilotRequest({
  ...{ name: 'pilot-extension', prefix: 'SDQ', wants: 'extension', days: 10 },
  title: { en: 'Longer time of testing', zh: '试点测试延期' },
  request: {
    title: { en: 'Request', zh: '延期申请' },
    schema: z.strictObject({
      project: projectField,
      months: numberField({ en: 'Months more', zh: '申请延长（月）' }, { min: 1, max: 12 }),
      why,
    }),
  },
  decision: found,
  granted: (request) => {
    const { project, months } = request as { readonly project: string; readonly months: number };
    return pilotEffectSpec({ kind: 'extend', project, months });
  },
});

/** Another declaration, or another model than was declared: its new version. */
export const pilotChange: Procedure = pilotRequest({
  ...{ name: 'pilot-change', prefix: 'SDB', wants: 'change', days: 15 },
  title: { en: 'Change of a declaration', zh: '试点声明变更' },
  request: {
    title: { en: 'What changes', zh: '变更申请' },
    schema: z.strictObject({
      project: projectField,
      kind: choiceField(
        { en: 'What changes', zh: '变更类型' },
        {
          declaration: { en: 'What is declared', zh: '声明内容' },
          model: { en: 'A model or an algorithm', zh: '模型或算法' },
          safeguards: { en: 'Safeguards', zh: '风险防控措施' },
        },
      ),
      technology: sectionForms.declaration.schema.shape.technology.optional(),
      function: sectionForms.declaration.schema.shape.function.optional(),
      risks: sectionForms.safeguards.schema.shape.risks.optional(),
      compensation: sectionForms.safeguards.schema.shape.compensation.optional(),
      complaints: sectionForms.safeguards.schema.shape.complaints.optional(),
      why,
    }),
  },
  decision: found,
  granted: (request) => {
    const { project, kind: _kind, why: reason, ...changes } = request as Changing;
    return pilotEffectSpec({ kind: 'change', project, why: reason, changes });
  },
});

type Changing = { readonly project: string; readonly kind: string; readonly why: string } & Readonly<
  Record<string, string>
>;

/** An appeal against a refusal or a stop: whoever decided cannot see it. */
export const pilotAppeal: Procedure = pilotRequest({
  ...{ name: 'pilot-appeal', prefix: 'SDS', wants: 'appeal', days: 30 },
  title: { en: 'Appeal against a refusal or a stop', zh: '试点申诉' },
  request: {
    title: { en: 'Appeal', zh: '申诉书' },
    schema: z.strictObject({ project: projectField, why }),
  },
  decision: found,
  granted: (request) =>
    pilotEffectSpec({ kind: 'restore', project: (request as { readonly project: string }).project }),
});
