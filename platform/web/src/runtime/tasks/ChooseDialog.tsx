/** Who is asked at the next nodes, where that is left to whoever answers now. */
import { Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import type { NodeToChoose } from './choosing';
import { PeoplePicker } from './PeoplePicker';

type People = Record<string, { id: string; name: string }[]>;

export default function ChooseDialog({ nodes, onChoose, onClose }: { nodes: readonly NodeToChoose[]; onChoose: (choose: Record<string, string[]>) => void; onClose: () => void }) {
  const { t } = useTranslation();
  const [people, setPeople] = useState<People>({});
  const done = nodes.every((node) => (people[node.id] ?? []).length > 0);
  const ok = () => onChoose(Object.fromEntries(nodes.map((node) => [node.id, (people[node.id] ?? []).map((one) => one.id)])));
  return (
    <Modal open title={t('task.choose_people')} okText={t('task.choose_ok')} cancelText={t('cancel')} okButtonProps={{ disabled: !done }} onOk={ok} onCancel={onClose}>
      <div className="action-form">
        {nodes.map((node) => (
          <div key={node.id} className="action-row">
            <span className="action-label is-required">{node.title}</span>
            <PeoplePicker value={people[node.id] ?? []} most={100} label={node.title} onChange={(chosen) => setPeople({ ...people, [node.id]: chosen })} />
          </div>
        ))}
      </div>
    </Modal>
  );
}
