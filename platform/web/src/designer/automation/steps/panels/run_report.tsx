import { Input, Select } from 'antd';
import { BY_LABEL } from '@/ui/by-label';
import { useWords } from '@/ui/hooks';
import { Conditions } from '../../../lib/Conditions';
import { Labelled } from '../../../lib/Labelled';
import { without } from '../../../lib/without';
import { useT } from '../../../words';
import { useReading } from '../../context';
import type { StepPanelProps } from '../../kind';
import { useDocuments } from '../../parts/documents';
import type { ReportDocument } from '../../shape';
import { useOutlines } from '../../shapes';
import { namedIn } from '../../../lib/names';
import type { RunReport } from '../run_report';

export default function Panel({ step, patch }: StepPanelProps<RunReport>) {
  const t = useT();
  const words = useWords();
  const reports = useDocuments('report');
  const { shapes } = useReading();
  const outline = useOutlines<ReportDocument>('report', step.report ? [step.report] : []).get(step.report);
  const columns = namedIn(shapes.report(step.report)?.fields ?? [], () => undefined, (field) => words(field.label));
  const given = step.parameters ?? {};
  const put = (id: string, text: string) => {
    const next = text ? { ...given, [id]: text } : without(given, id);
    patch({ parameters: Object.keys(next).length > 0 ? next : undefined });
  };
  return (
    <>
      <Labelled name={t('automation.report')}>{(id) => <Select id={id} size="small" style={{ width: '100%' }} value={step.report || null} status={step.report ? '' : 'warning'} placeholder={t('cond.choose')} showSearch={BY_LABEL} options={reports} onChange={(report: string) => patch({ report, parameters: undefined, when: undefined })} />}</Labelled>
      {(outline?.parameters ?? []).map((one) => (
        <Labelled key={one.id} name={words(one.label)}>{(id) => <Input id={id} size="small" placeholder={t('automation.report_own')} value={given[one.id] ?? ''} onChange={(event) => put(one.id, event.target.value)} />}</Labelled>
      ))}
      {step.report && <Labelled name={t('automation.report_when')} hint={t('automation.report_hint')}>{() => <Conditions value={step.when} left={columns} right={columns} onChange={(when) => patch({ when })} />}</Labelled>}
    </>
  );
}
