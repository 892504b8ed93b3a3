import { useMemo } from 'react';
import { Outline } from '../../../automation/Outline';
import { useT } from '../../../words';
import { useFlowForm } from '../../context';
import type { PanelProps } from '../../kind';
import { stepsOf } from '../action';

export default function ActionPanel({ node, patch }: PanelProps) {
  const t = useT();
  const form = useFlowForm();
  const subject = useMemo(() => ({ form: form.id, title: form.title, fields: form.fields, isDocument: form.document ?? false }), [form]);
  return (
    <>
      <p className="fd-hint">{t('action.help')}</p>
      <Outline steps={stepsOf(node)} subject={subject} onChange={(steps) => patch({ steps })} />
    </>
  );
}
