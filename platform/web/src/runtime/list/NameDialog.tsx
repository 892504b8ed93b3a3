/** Asks how a view is called, and who sees it. */
import { Checkbox, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { useMe } from '@/runtime/session';

export default function NameDialog({ onSave, onClose }: { onSave: (name: string, shared: boolean) => void; onClose: () => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  return (
    <Modal open title={t('views.save')} okText={t('save')} okButtonProps={{ disabled: name.trim() === '' }} onOk={() => onSave(name.trim(), shared)} onCancel={onClose}>
      <Input autoFocus aria-label={t('views.name')} placeholder={t('views.name')} maxLength={40} value={name} onChange={(event) => setName(event.target.value)} onPressEnter={() => name.trim() && onSave(name.trim(), shared)} />
      {me.is_admin && (
        <Checkbox style={{ marginTop: 12 }} checked={shared} onChange={(event) => setShared(event.target.checked)}>
          {t('views.shared')}
        </Checkbox>
      )}
    </Modal>
  );
}
