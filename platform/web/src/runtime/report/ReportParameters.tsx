/** The days and values that a report is run with. */
import { Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import type { Report, ReportParameter } from '@/core/wire';
import { DecimalInput } from '@/ui/DecimalInput';
import { LazyDateInput } from '@/ui/LazyDateInput';
import { showNumber } from '@/core/numbers';
import type { ReportQuery } from './queries';

interface ReportParametersProps {
  report: Report;
  query: ReportQuery;
  onChange: (query: ReportQuery) => void;
  clear: ReactNode;
}

export function ReportParameters({ report, query, onChange, clear }: ReportParametersProps) {
  const { t } = useTranslation();
  const put = (name: string, value: string | null) => {
    const others = Object.fromEntries(Object.entries(query).filter(([known]) => known !== name));
    onChange(value === null || value === '' ? others : { ...others, [name]: value });
  };
  const hasDays = report.first !== null && report.last !== null;
  if (!hasDays && report.parameters.length === 0 && report.keys.length === 0) return null;
  return (
    <div className="ledger-tools report-tools">
      {report.keys.length > 0 && <Keys report={report} onChange={(by) => put('by', by.join(','))} />}
      {hasDays && <Day label={t('ledger.from')} value={query.from ?? report.first} onChange={(day) => put('from', day)} />}
      {hasDays && <Day label={t('ledger.to')} value={query.to ?? report.last} onChange={(day) => put('to', day)} />}
      {report.parameters.map((one) => (
        <Parameter key={one.id} parameter={one} value={query[`p.${one.id}`] ?? one.value} onChange={(value) => put(`p.${one.id}`, value)} />
      ))}
      {clear}
    </div>
  );
}

/** What groups are made by, in the order of choosing. */
function Keys({ report, onChange }: { report: Report; onChange: (by: string[]) => void }) {
  const { t } = useTranslation();
  return (
    <label className="report-parameter report-keys">
      <span>{t('report.by')}</span>
      <Select
        mode="multiple"
        aria-label={t('report.by')}
        value={report.by}
        options={report.keys.map((one) => ({ value: one.id, label: one.title }))}
        onChange={(by: string[]) => by.length > 0 && onChange(by)}
        showSearch={false}
      />
    </label>
  );
}

function Day({ label, value, onChange }: { label: string; value: string | null; onChange: (day: string | null) => void }) {
  return (
    <label className="report-parameter">
      <span>{label}</span>
      <LazyDateInput label={label} placeholder={label} value={value} onChange={onChange} />
    </label>
  );
}

function Parameter({ parameter, value, onChange }: { parameter: ReportParameter; value: string; onChange: (value: string | null) => void }) {
  if (parameter.type === 'date') return <Day label={parameter.title} value={value || null} onChange={onChange} />;
  return (
    <label className="report-parameter">
      <span>{parameter.title}</span>
      {parameter.type === 'number' ? (
        <DecimalInput value={value || null} onChange={onChange} show={(shown) => showNumber(shown)} label={parameter.title} />
      ) : (
        <Input value={value} aria-label={parameter.title} onChange={(event) => onChange(event.target.value)} />
      )}
    </label>
  );
}
