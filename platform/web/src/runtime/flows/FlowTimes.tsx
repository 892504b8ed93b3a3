/** How long nodes and people take, the slowest first. */
import { Segmented, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { duration } from '@/runtime/tasks/TaskLog';
import { Empty, Failed, Loading } from '@/ui/notice';
import { useFlows, useStatistics } from './queries';
import type { FlowTimes as Times } from '@/core/wire';

const PERIODS = [7, 30, 90, 365];

export function FlowTimes({ app }: { app: string }) {
  const { t } = useTranslation();
  const [form, setForm] = useState('');
  const [days, setDays] = useState(30);
  const flows = useFlows(app).data?.items ?? [];
  const found = useStatistics(app, form, days);
  const titles = new Map(flows.map((one) => [one.form, one.title]));
  return (
    <>
      <div className="run-filters">
        <Select aria-label={t('runs.flow')} value={form} onChange={setForm} options={[{ value: '', label: t('runs.all_flows') }, ...flows.map((one) => ({ value: one.form, label: one.title }))]} />
        <Segmented aria-label={t('runs.period')} value={days} onChange={setDays} options={PERIODS.map((value) => ({ value, label: t('runs.last_days', { n: value }) }))} />
      </div>
      {found.isPending && <Loading />}
      {found.isError && <Failed error={found.error} onRetry={() => void found.refetch()} />}
      {found.data && found.data.nodes.length + found.data.people.length === 0 && <Empty icon="flow" title={t('runs.no_times')} />}
      {found.data && found.data.nodes.length + found.data.people.length > 0 && (
        <div className="run-times">
          <Table title={t('runs.by_node')} rows={found.data.nodes} about={(row) => titles.get(row.key.split('.')[0] ?? '') ?? ''} />
          <Table title={t('runs.by_person')} rows={found.data.people} />
        </div>
      )}
    </>
  );
}

function Table({ title, rows, about }: { title: string; rows: readonly Times[]; about?: (row: Times) => string }) {
  const { t } = useTranslation();
  const slowest = Math.max(1, ...rows.map((row) => row.mean));
  return (
    <section className="card card-flush">
      <table className="times">
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">{t('org.name')}</th>
            <th scope="col" className="num">{t('runs.count')}</th>
            <th scope="col" className="num">{t('runs.mean')}</th>
            <th scope="col" className="num">{t('runs.longest')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">
                {row.title}
                {about && about(row) && <span className="muted"> {about(row)}</span>}
                <span className="times-bar" style={{ '--part': `${(row.mean / slowest) * 100}%` } as React.CSSProperties} />
              </th>
              <td className="num">{row.count}</td>
              <td className="num">{duration(row.mean, t)}</td>
              <td className="num">{duration(row.longest, t)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
