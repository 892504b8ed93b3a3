/** What an import reads, and the file for it. */
import { Button, Checkbox, Modal } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import type { FormDocument } from '@/core/documents';
import { useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { bring } from '@/locales';
import { AskedOnce, asksOf, type Given } from './AskedOnce';
import words from './import.words.json';

bring(words);

const OUR_FILES = '.xlsx,.csv';
/** Formats of banks, for forms that read what others made. */
const STATEMENTS = '.txt,.sta,.mt940,.940,.xml';

interface ImportDialogProps {
  app: string;
  form: FormDocument;
  /** Documents may be submitted at once; other records have no drafts. */
  maySubmit: boolean;
  /** Left out where nothing may be exported. */
  onTemplate: (() => Promise<void>) | undefined;
  onFile: (file: File, submit: boolean, values: Record<string, string>) => Promise<void>;
  onClose: () => void;
}

export default function ImportDialog({ app, form, maySubmit, onTemplate, onFile, onClose }: ImportDialogProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [submit, setSubmit] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [given, setGiven] = useState<Given>({});
  const words = useWords();
  const sheets = [...new Set((form.sheets ?? []).map((one) => words(one.title)))];
  const asks = asksOf(form);
  const values = Object.fromEntries(Object.entries(given).map(([field, one]) => [field, one.id]));
  const take = (file: File | undefined) => {
    if (!file) return;
    setBusy(true);
    void onFile(file, submit, values).finally(() => setBusy(false));
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
        {sheets.length > 0 && <li>{t('import.sheets', { names: sheets.join(t('import.and')) })}</li>}
      </ul>
      {asks.map((field) => <AskedOnce key={field.id} app={app} form={form.id} field={field} value={given[field.id] ?? null} onChange={(one) => setGiven(({ [field.id]: _, ...others }) => (one ? { ...others, [field.id]: one } : others))} />)}
      {maySubmit && (
        <Checkbox checked={submit} onChange={(event) => setSubmit(event.target.checked)}>
          {t('import.submit')}
        </Checkbox>
      )}
      <input
        ref={input}
        type="file"
        hidden
        accept={sheets.length > 0 ? `${OUR_FILES},${STATEMENTS}` : OUR_FILES}
        aria-label={t('import.choose')}
        onChange={(event) => {
          take(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
    </Modal>
  );
}
