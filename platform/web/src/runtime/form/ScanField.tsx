/** A field for a scanner above the lines: a code and Enter, again and again. It keeps the focus. */
import { Input, type InputRef } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { api, ApiError, url } from '@/core/api';
import type { FormValues, Scan, SubformField } from '@/core/documents';
import type { FormStoreContract } from '@/core/formContract';
import { putScanned } from '@/core/scanning';
import { fields } from '@/fields';
import { useFieldPlace } from '@/fields/definition';
import { useLanguage } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { late } from '@/ui/late';
import { sounds } from '@/ui/sounds';
import { canSeeCodes } from './camera';
import './scan.css';

const Camera = late(async () => (await import('./Camera')).default);

interface Said {
  text: string;
  isWrong: boolean;
}

export function ScanField({ field, scan, store }: { field: SubformField; scan: Scan; store: FormStoreContract }) {
  const { t } = useTranslation();
  const { said, scanCode } = useScanning(field, scan, store);
  const [text, setText] = useState('');
  const [isLooking, setLooking] = useState(false);
  const input = useRef<InputRef>(null);
  const enter = () => {
    const code = text.trim();
    setText('');
    if (code) scanCode(code);
  };
  return (
    <div className="scan">
      <Input
        ref={input}
        className="scan-input"
        prefix={<Icon name="barcode" size={16} />}
        value={text}
        aria-label={t('scan.label')}
        placeholder={t('scan.placeholder')}
        autoComplete="off"
        enterKeyHint="done"
        status={said?.isWrong ? 'error' : ''}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
          event.preventDefault();
          enter();
        }}
      />
      {canSeeCodes() && (
        <button type="button" className="icon-button scan-camera" aria-label={t('scan.camera')} title={t('scan.camera')} onClick={() => setLooking(true)}>
          <Icon name="camera" size={18} />
        </button>
      )}
      {said && <span className={said.isWrong ? 'scan-said is-wrong' : 'scan-said'} role={said.isWrong ? 'alert' : 'status'}>{said.text}</span>}
      {isLooking && (
        <Camera said={said} onCode={scanCode} onClose={() => {
          setLooking(false);
          input.current?.focus();
        }} />
      )}
    </div>
  );
}

/** Codes are looked up in the order in which they came, however fast somebody scans. */
function useScanning(field: SubformField, scan: Scan, store: FormStoreContract) {
  const { t } = useTranslation();
  const language = useLanguage();
  const place = useFieldPlace();
  const [said, setSaid] = useState<Said | null>(null);
  const last = useRef<Promise<void>>(Promise.resolve());
  const refuse = (text: string) => {
    sounds.refused();
    setSaid({ text, isWrong: true });
  };
  const look = async (code: string) => {
    try {
      const body = { subform: field.id, code, values: place.values(`${field.id}.${scan.into}`) };
      const { row } = await api.post<{ row: FormValues }>(url`/apps/${place.app}/forms/${place.form}/records/scan`, body);
      const put = putScanned(store, field, scan, row);
      if (!put) {
        refuse(t('scan.full'));
        return;
      }
      const column = field.fields.find((one) => one.id === scan.into);
      const name = column ? fields.get(column.type).text(row[scan.into] ?? null, column, language) : code;
      sounds.taken();
      setSaid({ text: t('scan.taken', { name, count: put.count }), isWrong: false });
      requestAnimationFrame(() => flash(field.id, put.row, scan.into));
    } catch (error) {
      refuse(error instanceof ApiError ? error.message : t('failed.broken'));
    }
  };
  const scanCode = (code: string) => {
    last.current = last.current.then(() => look(code));
  };
  return { said, scanCode };
}

/** Lights up the line that a code went to, in the sheet or among the cards. */
function flash(subform: string, row: string, column: string): void {
  const cell = document.getElementById(`grid-${subform}-${row}-${column}`) ?? document.getElementById(`cell-${subform}-${row}-${column}`);
  const line = cell?.closest('.sheet-row, .row-card');
  line?.scrollIntoView({ block: 'nearest' });
  line?.animate([{ backgroundColor: 'var(--brand-soft)' }, { backgroundColor: 'transparent' }], { duration: 900 });
}
