/** What an administrator does with a run: other people, another node, the end, or going on again. */
import { Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { PersonSelect } from '@/ui/PersonSelect';
import { useToast } from '@/ui/toast';
import '@/runtime/tasks/tasks.css';
import { useSteer, useTargets, type Steering } from './queries';
import type { FlowRun } from '@/core/wire';

interface SteerDialogProps {
  app: string;
  run: FlowRun;
  what: Steering;
  onClose: () => void;
}

export function SteerDialog({ app, run, what, onClose }: SteerDialogProps) {
  const { t } = useTranslation();
  const toast = useToast();
  const [comment, setComment] = useState('');
  const [seat, setSeat] = useState(0);
  const [to, setTo] = useState<{ id: string; name: string } | null>(null);
  const [node, setNode] = useState<string | null>(null);
  const steer = useSteer(app, (done) => {
    toast.done(t(`runs.done_${done}`));
    onClose();
  });
  const asked = run.asked[seat];
  const isReady = what === 'end' || (what === 'change-assignee' ? to !== null && asked !== undefined : node !== null);
  const body = { comment: comment.trim(), ...(what === 'change-assignee' ? { node: asked?.node, member: asked?.member.id, to: to?.id } : what === 'end' ? {} : { node }) };
  return (
    <Modal
      open
      title={`${t(`runs.${what}`)} · ${run.title}`}
      okText={t(`runs.${what}`)}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: !isReady, danger: what === 'end' }}
      confirmLoading={steer.isPending}
      onOk={() => steer.mutate({ run: run.id, what, body })}
      onCancel={onClose}
    >
      <div className="action-form">
        <p className="muted">{t(`runs.${what}_more`)}</p>
        {what === 'change-assignee' && (
          <>
            {run.asked.length > 1 && (
              <Labelled label={t('runs.seat')}>
                <Select aria-label={t('runs.seat')} value={seat} onChange={setSeat} options={run.asked.map((one, value) => ({ value, label: `${one.member.name} · ${one.node_title}` }))} />
              </Labelled>
            )}
            <Labelled label={run.asked.length > 1 || !asked ? t('runs.change_to') : t('runs.change_from_to', { name: asked.member.name, node: asked.node_title })}>
              <PersonSelect kind="member" label={t('runs.change_to')} value={to} onChange={setTo} />
            </Labelled>
          </>
        )}
        {(what === 'jump' || what === 'reactivate') && <Target app={app} run={run.id} value={node} onChange={setNode} />}
        <Labelled label={t('runs.why')}>
          <Input.TextArea aria-label={t('runs.why')} rows={2} maxLength={2000} value={comment} onChange={(event) => setComment(event.target.value)} />
        </Labelled>
      </div>
    </Modal>
  );
}

function Target({ app, run, value, onChange }: { app: string; run: string; value: string | null; onChange: (node: string) => void }) {
  const { t } = useTranslation();
  const targets = useTargets(app, run);
  return (
    <Labelled label={t('runs.target')}>
      <Select aria-label={t('runs.target')} placeholder={t('runs.target_choose')} loading={targets.isPending} value={value} onChange={(node: string) => onChange(node)} options={targets.data?.items.map((one) => ({ value: one.id, label: one.title })) ?? []} />
    </Labelled>
  );
}

function Labelled({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="action-row">
      <span className="action-label">{label}</span>
      {children}
    </div>
  );
}
