/** Versions and how many records run on each; old ones can be moved to the current version, node by node. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { api, url } from '@/core/api';
import { confirm } from '@/ui/confirm';
import { Failed, Loading } from '@/ui/notice';
import { useToast } from '@/ui/toast';
import { useT } from '../words';
import type { Preview, Versions } from './wire';

export function Moving({ app, flow }: { app: string; flow: string }) {
  const t = useT();
  const versions = useQuery({ queryKey: ['flow', app, flow, 'versions'], queryFn: () => api.get<Versions>(url`/apps/${app}/flows/${flow}/versions`) });
  if (versions.isError) return <Failed error={versions.error} onRetry={() => void versions.refetch()} />;
  if (!versions.data) return <Loading />;
  const behind = versions.data.items.filter((one) => !one.is_current && one.running > 0);
  return (
    <div className="flow-trial">
      <table className="flow-table">
        <thead>
          <tr>
            <th>{t('flow.version_head')}</th>
            <th className="num">{t('flow.running')}</th>
          </tr>
        </thead>
        <tbody>
          {versions.data.items.map((one) => (
            <tr key={one.version}>
              <td>
                {t('flow.version', { n: one.version })}
                {one.is_current && <span className="flow-now">{t('flow.current')}</span>}
              </td>
              <td className="num">{one.running}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {behind.length > 0 ? <Moves app={app} flow={flow} /> : <p className="muted flow-none">{t('flow.all_current')}</p>}
    </div>
  );
}

function Moves({ app, flow }: { app: string; flow: string }) {
  const t = useT();
  const toast = useToast();
  const queries = useQueryClient();
  const [nodes, setNodes] = useState<Record<string, string>>({});
  const preview = useQuery({
    queryKey: ['flow', app, flow, 'move', nodes],
    queryFn: () => api.post<Preview>(url`/apps/${app}/flows/${flow}/move/preview`, { nodes }),
    placeholderData: (before) => before,
  });
  const move = useMutation({
    mutationFn: () => api.post<{ moved: number }>(url`/apps/${app}/flows/${flow}/move`, { nodes }),
    onSuccess: async ({ moved }) => {
      toast.done(t('flow.moved', { n: moved }));
      await queries.invalidateQueries({ queryKey: ['flow', app, flow] });
    },
  });
  if (preview.isError) return <Failed error={preview.error} onRetry={() => void preview.refetch()} />;
  if (!preview.data) return <Loading />;
  const { moves, movable, staying } = preview.data;
  const ask = async () => {
    if (await confirm({ title: t('flow.move_ask', { n: movable }), content: t('flow.move_more'), okText: t('flow.move') })) move.mutate();
  };
  return (
    <section>
      <h3 className="flow-sub">{t('flow.where')}</h3>
      <table className="flow-table">
        <thead>
          <tr>
            <th>{t('flow.stands_at')}</th>
            <th className="num">{t('flow.running')}</th>
            <th>{t('flow.goes_to')}</th>
          </tr>
        </thead>
        <tbody>
          {moves.map((one) => (
            <tr key={`${one.version}/${one.node}`}>
              <td>
                {one.title} <span className="muted">v{one.version}</span>
              </td>
              <td className="num">{one.running}</td>
              <td>
                <Select
                  aria-label={t('flow.goes_to_of', { title: one.title })}
                  value={one.problem === 'gone' ? undefined : one.to}
                  placeholder={t('flow.choose')}
                  status={one.problem ? 'error' : ''}
                  options={preview.data.nodes.filter((node) => node.type !== 'start').map((node) => ({ value: node.node, label: node.title }))}
                  onChange={(to: string) => setNodes({ ...nodes, [one.node]: to })}
                  style={{ width: '100%', minWidth: 110 }}
                />
                {one.problem && <em className="flow-wrong">{t(`flow.problem_${one.problem}`)}</em>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="flow-bar">
        <p className="muted">{t('flow.move_sum', { movable, staying })}</p>
        <Button type="primary" disabled={movable === 0} loading={move.isPending} onClick={() => void ask()}>
          {t('flow.move')}
        </Button>
      </div>
    </section>
  );
}
