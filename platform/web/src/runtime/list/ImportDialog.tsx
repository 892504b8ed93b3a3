/** What an import reads, and the file for it. */
import { Button, Checkbox, Modal } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/ui/icons';

interface ImportDialogProps {
  /** Documents may be submitted at once; other records have no drafts. */
  maySubmit: boolean;
  /** Left out where nothing may be exported. */
  onTemplate: (() => Promise<void>) | undefined;
  onFile: (file: File, submit: boolean) => Promise<void>;
  onClose: () => void;
}

export default function ImportDialog({ maySubmit, onTemplate, onFile, onClose }: ImportDialogProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [submit, setSubmit] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const take = (file: File | undefined) => {
    if (!file) return;
    setBusy(true);
    void onFile(file, submit).finally(() => setBusy(false));
  };
  return (
    <Modal
      open
      title={t('list.import')}
      onCancel={onClose}
      footer={
        <>
          {onTemplate && (
            <Button icon={<Icon name="download" />} onClick={() => void onTemplate()}>
              {t('import.template')}
            </Button>
          )}
          <Button type="primary" loading={isBusy} icon={<Icon name="upload" />} onClick={() => input.current?.click()}>
            {t('import.choose')}
          </Button>
        </>
      }
    >
      <ul className="import-how">
        <li>{t('import.header')}</li>
        <li>{t('import.lines')}</li>
      </ul>
      {maySubmit && (
        <Checkbox checked={submit} onChange={(event) => setSubmit(event.target.checked)}>
          {t('import.submit')}
        </Checkbox>
      )}
      <input
        ref={input}
        type="file"
        hidden
        accept=".xlsx"
        aria-label={t('import.choose')}
        onChange={(event) => {
          take(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
    </Modal>
  );
}
