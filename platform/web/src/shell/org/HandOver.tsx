/** 交接: everything a member is asked goes to somebody else, for good. */
import { useQueryClient } from '@tanstack/react-query';
import { Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { api } from '@/core/api';
import { keys } from '@/core/keys';
import type { Member } from '@/core/wire';
import { PersonSelect } from '@/ui/PersonSelect';
import { useToast } from '@/ui/toast';
import { useOrgWrite } from './queries';

export function HandOver({ member, onClose }: { member: Member; onClose: () => void }) {
  const { t } = useTranslation();
  const toast = useToast();
  const queries = useQueryClient();
  const [to, setTo] = useState<{ id: string; name: string } | null>(null);
  const hand = useOrgWrite(async (given: { member: string; to: string }) => {
    const { tasks } = await api.post<{ tasks: number }>('/stand-ins/hand-over', given);
    toast.done(t('org.handed_over', { n: tasks }));
    void queries.invalidateQueries({ queryKey: keys.tasks });
  }, onClose);
  return (
    <Modal
      open
      title={t('org.hand_over_of', { name: member.name })}
      okText={t('org.hand_over')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: to === null || to.id === member.id }}
      confirmLoading={hand.isPending}
      onOk={() => to && hand.mutate({ member: member.id, to: to.id })}
      onCancel={onClose}
    >
      <p className="muted" style={{ margin: '0 0 12px' }}>{t('org.hand_over_more')}</p>
      <PersonSelect kind="member" label={t('org.hand_over_to')} placeholder={t('org.hand_over_to')} value={to} onChange={setTo} />
    </Modal>
  );
}
